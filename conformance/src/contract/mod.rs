//! What the description obliges a server to do, resolved and ready to be judged against. Reads nothing of the generated
//! types: a mistake of the generator must not hide itself here.

mod ids;
mod index;
mod infer;
mod key;
mod location;
mod media_type;
mod operation;
mod read;
mod resource;
mod responses;
mod roles;
mod schema;
mod shape;
mod tie;
mod values;

pub use ids::{OperationId, ResourceId};
pub use index::{BatchRef, Contract};
pub use key::{Key, SPACIOUS, TINY};
pub use location::Location;
pub(crate) use media_type::is_json;
pub use operation::{Batch, Body, Carrier, Envelope, Operation, Parameter, Place, Scheme};
pub use read::{Overrides, read, read_with};
pub use resource::{Entity, Link, Read, Resource, Role};
pub use responses::{Checked, Declared, Responses};
pub use roles::{DeclaredResult, DeclaredRoles, ResultRoles};
pub use schema::{ItemModel, Kind, Property, is_audit};
pub use values::{Scalar, plain};
pub(crate) use values::{is_drawn, sample, valid};
