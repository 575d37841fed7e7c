//! How a parameter travels: where it stands, under which name, and as which text.

use super::shape::Shape;

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path; its number among the path's parameters is part of the name in the route.
    Path(usize),
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// Part of a path's segment: the number of the segment's parameter, the literals around its parts, and which
    /// of the parts.
    Part(usize, &'static [&'static str], usize),
}

/// How several values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `name=a,b`, or `name=a&name=b`.
    Form,
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;name=a`
    Matrix,
    /// `name=a b`
    Spaces,
    /// `name=a|b`
    Pipes,
    /// `name[key]=a`
    Deep,
}

/// How a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// As the text of its one value.
    Plain,
    /// As several texts: in which style, and whether each of them stands for itself.
    Styled(Style, bool),
    /// As JSON.
    Json,
}

/// One parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub wire: &'static str,
    /// How it travels.
    pub travel: Travel,
    /// What it looks like.
    pub shape: Shape,
}
