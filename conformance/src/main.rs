//! The `conform` program.
fn main() {}
