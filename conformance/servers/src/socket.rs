//! What a few faults and variants put between a connection and the server. Refuses nothing.

/// What changes the bytes of one connection.
pub(crate) trait Socket: Send {
    /// Bytes that just arrived. Their number stays.
    fn received(&mut self, _bytes: &mut [u8]) {}

    /// Bytes about to leave; what is given back leaves in their place.
    fn sending(&mut self, _bytes: &[u8]) -> Option<Vec<u8>> {
        None
    }
}
