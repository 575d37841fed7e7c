//! Answers of operations and bodies of several forms, declared by `answers!` and `bodies!`: which status has which body
//! and headers, for the server that writes them and the client that reads them.

#[cfg(any(feature = "server", feature = "client"))]
use super::shape::Shape;

/// What an operation answers.
pub trait Answers: Sized {
    /// The media types that answers may have, as the header `Accept` lists them.
    fn accepted() -> Vec<&'static str>;

    /// Writes the answer.
    #[cfg(feature = "server")]
    fn write(self, outgoing: &mut super::exchange::Outgoing<'_>);

    /// Reads an answer.
    ///
    /// # Errors
    /// When it is not of the form described, or has a status that nobody described.
    #[cfg(feature = "client")]
    fn read(received: super::received::Received) -> Result<Self, super::received::ClientError>;
}

/// A body that is answered in one of several forms.
pub trait AnsweredBody: Sized {
    /// The media types of all forms.
    fn accepted() -> Vec<&'static str>;

    /// Writes the body.
    #[cfg(feature = "server")]
    fn write(self, outgoing: &mut super::exchange::Outgoing<'_>);

    /// Reads the body.
    ///
    /// # Errors
    /// When it is not of the form described.
    #[cfg(feature = "client")]
    fn read(received: &super::received::Received) -> Result<Self, super::received::ClientError>;
}

/// A body that is sent in one of several forms.
pub trait SentBody: Sized {
    /// The media types of each form.
    #[cfg(feature = "server")]
    const ACCEPTED: &'static [&'static [&'static str]];

    /// Reads the body.
    ///
    /// # Errors
    /// When it is not of the form described.
    #[cfg(feature = "server")]
    fn read(payload: &super::exchange::Payload) -> Result<Self, super::rejection::Rejection>;

    /// Writes the body.
    ///
    /// # Errors
    /// When it has no such form.
    #[cfg(feature = "client")]
    fn write(&self, call: &mut super::call::Call) -> Result<(), super::received::ClientError>;
}

#[cfg(feature = "server")]
impl super::exchange::Payload {
    /// One of several forms.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn either<T: SentBody>(
        &self,
        _: Option<&'static Shape>,
    ) -> Result<T, super::rejection::Rejection> {
        T::read(self)
    }
}

#[cfg(feature = "server")]
impl super::exchange::Outgoing<'_> {
    /// A body of one of several forms.
    pub fn either(&mut self, body: impl AnsweredBody, _: &[&str]) {
        body.write(self);
    }
}

#[cfg(feature = "client")]
impl super::received::Received {
    /// The body in one of several forms.
    ///
    /// # Errors
    /// When it is not of the form described.
    pub fn either<T: AnsweredBody>(
        &self,
        _: &[&str],
        _: Option<&'static Shape>,
    ) -> Result<T, super::received::ClientError> {
        T::read(self)
    }
}

#[cfg(feature = "client")]
impl super::call::Call {
    /// Sends `body` in its form.
    ///
    /// # Errors
    /// When it has no such form.
    pub fn either(
        &mut self,
        body: &impl SentBody,
        _: &[&str],
    ) -> Result<(), super::received::ClientError> {
        body.write(self)
    }

    /// Sends the call, and reads an answer of at most `limit` bytes.
    ///
    /// # Errors
    /// When no answer is obtained, or one that the description does not promise.
    pub async fn send<T: Answers>(
        self,
        http: &reqwest::Client,
        limit: usize,
    ) -> Result<T, super::received::ClientError> {
        T::read(self.exchange(http, &T::accepted(), limit).await?)
    }
}

/// An enum of answers, by status. What stands behind a type says where it comes from: the body as `json`, `text`, `bytes`
/// or `either` of several forms, with its media types; a `header` or an `optional_header`; the `status` of a range.
/// Any status that is not described is `0..=999`.
#[allow(unused_macros, reason = "not every description has an operation")]
macro_rules! answers {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $(
                $(#[$about_variant:meta])*
                $first:literal $(..= $last:literal)? => $variant:ident
                $(($body:ty = $form:ident($($type:literal),* $(,)? $(; $shape:expr)?)))?
                $({
                    $(
                        $(#[$about_field:meta])*
                        $field:ident: $ty:ty = $how:ident($($detail:literal),* $(,)? $(; $field_shape:expr)?)
                    ),* $(,)?
                })?
            ),* $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "an answer is made once and moved once")]
        pub enum $name {
            $($(#[$about_variant])* $variant $(($body))? $({ $($(#[$about_field])* $field: $ty,)* })?,)*
        }

        impl $name {
            /// The HTTP status.
            #[must_use]
            #[allow(irrefutable_let_patterns, unreachable_code)]
            pub fn status(&self) -> u16 {
                $($crate::support::answers::status!(self $variant $first $(..= $last)?);)*
                0
            }
        }

        impl $crate::support::answers::Answers for $name {
            #[allow(unused_mut)]
            fn accepted() -> ::std::vec::Vec<&'static str> {
                let mut types = ::std::vec::Vec::new();
                $(
                    $($crate::support::answers::accepted!(types $form $body $(, $type)*);)?
                    $($($crate::support::answers::accepted!(types $how $ty $(, $detail)*);)*)?
                )*
                types
            }

            #[cfg(feature = "server")]
            #[allow(unused_variables)]
            fn write(self, outgoing: &mut $crate::support::exchange::Outgoing<'_>) {
                outgoing.begin(self.status());
                match self {
                    $(
                        Self::$variant
                        $(($crate::support::answers::bound!($form body)))?
                        $({ $($field,)* })? => {
                            $(outgoing.$form(body, &[$($type),*]);)?
                            $($(outgoing.$how($field, &[$($detail),*]);)*)?
                        }
                    )*
                }
            }

            #[cfg(feature = "client")]
            fn read(
                received: $crate::support::received::Received,
            ) -> ::core::result::Result<Self, $crate::support::received::ClientError> {
                match received.code {
                    $(
                    $first $(..= $last)? => ::core::result::Result::Ok(
                            Self::$variant
                            $((received.$form(
                                &[$($type),*],
                                $crate::support::answers::limited!($($shape)?),
                            )?))?
                            $({ $($field: received.$how(
                                &[$($detail),*],
                                $crate::support::answers::limited!($($field_shape)?),
                            )?,)* })?
                        ),
                    )*
                    #[allow(unreachable_patterns)]
                    _ => ::core::result::Result::Err(received.undocumented()),
                }
            }
        }
    };
}
#[allow(unused_imports, reason = "not every description has an operation")]
pub(crate) use answers;

/// Leaves with the status of an answer.
#[allow(unused_macros)]
macro_rules! status {
    ($self:ident $variant:ident $code:literal) => {
        if let Self::$variant { .. } = $self {
            return $code;
        }
    };
    ($self:ident $variant:ident $first:literal ..= $last:literal) => {
        if let Self::$variant { status, .. } = $self {
            return *status;
        }
    };
}
#[allow(unused_imports)]
pub(crate) use status;

/// Notes the media types of a body; headers and statuses have none.
#[allow(unused_macros)]
macro_rules! accepted {
    ($types:ident either $ty:ty) => {
        $types.extend(<$ty as $crate::support::answers::AnsweredBody>::accepted())
    };
    ($types:ident status $ty:ty) => {};
    ($types:ident header $ty:ty, $wire:literal) => {};
    ($types:ident optional_header $ty:ty, $wire:literal) => {};
    ($types:ident $form:ident $ty:ty $(, $type:literal)*) => { $types.extend([$($type),*]) };
}
#[allow(unused_imports)]
pub(crate) use accepted;

/// A name, where something else decides whether it is needed.
#[allow(unused_macros)]
macro_rules! bound {
    ($form:ident $name:ident) => {
        $name
    };
}
#[allow(unused_imports)]
pub(crate) use bound;

/// Limits that hold only here.
#[allow(unused_macros)]
macro_rules! limited {
    () => {
        ::core::option::Option::None
    };
    ($shape:expr) => {{
        static SHAPE: $crate::support::shape::Shape = $shape;
        ::core::option::Option::Some(&SHAPE)
    }};
}
#[allow(unused_imports)]
pub(crate) use limited;

/// A body of several forms: an `answered enum` or a `sent enum`. What has no media type of its own is of the first form.
#[allow(unused_macros, reason = "not every description has such a body")]
macro_rules! bodies {
    (
        $(#[$about:meta])*
        pub answered enum $name:ident {
            $first:ident($first_ty:ty) = $first_form:ident($($first_type:literal),* $(,)? $(; $first_shape:expr)?)
            $(, $variant:ident($ty:ty) = $form:ident($($type:literal),* $(,)? $(; $shape:expr)?))* $(,)?
        }
    ) => {
        $crate::support::answers::bodies!(
            @ $(#[$about])* $name $first($first_ty) [$($first_type),*] $($variant($ty) [$($type),*])*
        );

        impl $crate::support::answers::AnsweredBody for $name {
            fn accepted() -> ::std::vec::Vec<&'static str> {
                ::std::vec![$($first_type,)* $($($type,)*)*]
            }

            #[cfg(feature = "server")]
            fn write(self, outgoing: &mut $crate::support::exchange::Outgoing<'_>) {
                match self {
                    Self::$first(body) => outgoing.$first_form(body, &[$($first_type),*]),
                    $(Self::$variant(body) => outgoing.$form(body, &[$($type),*]),)*
                }
            }

            #[cfg(feature = "client")]
            fn read(
                received: &$crate::support::received::Received,
            ) -> ::core::result::Result<Self, $crate::support::received::ClientError> {
                $(if received.is(&[$($type),*]) {
                    let limited = $crate::support::answers::limited!($($shape)?);
                    return received.$form(&[$($type),*], limited).map(Self::$variant);
                })*
                let limited = $crate::support::answers::limited!($($first_shape)?);
                received.$first_form(&[$($first_type),*], limited).map(Self::$first)
            }
        }
    };
    (
        $(#[$about:meta])*
        pub sent enum $name:ident {
            $first:ident($first_ty:ty) = $first_form:ident($($first_type:literal),* $(,)? $(; $first_shape:expr)?)
            $(, $variant:ident($ty:ty) = $form:ident($($type:literal),* $(,)? $(; $shape:expr)?))* $(,)?
        }
    ) => {
        $crate::support::answers::bodies!(
            @ $(#[$about])* $name $first($first_ty) [$($first_type),*] $($variant($ty) [$($type),*])*
        );

        impl $crate::support::answers::SentBody for $name {
            #[cfg(feature = "server")]
            const ACCEPTED: &'static [&'static [&'static str]] = &[&[$($first_type),*] $(, &[$($type),*])*];

            #[cfg(feature = "server")]
            fn read(
                payload: &$crate::support::exchange::Payload,
            ) -> ::core::result::Result<Self, $crate::support::rejection::Rejection> {
                $(if payload.is(&[$($type),*]) {
                    let limited = $crate::support::answers::limited!($($shape)?);
                    return payload.$form(limited).map(Self::$variant);
                })*
                let limited = $crate::support::answers::limited!($($first_shape)?);
                payload.$first_form(limited).map(Self::$first)
            }

            #[cfg(feature = "client")]
            fn write(
                &self,
                call: &mut $crate::support::call::Call,
            ) -> ::core::result::Result<(), $crate::support::received::ClientError> {
                match self {
                    Self::$first(body) => call.$first_form(body, &[$($first_type),*]),
                    $(Self::$variant(body) => call.$form(body, &[$($type),*]),)*
                }
            }
        }
    };
    (@ $(#[$about:meta])* $name:ident $($variant:ident($ty:ty) [$($type:literal),*])*) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $(#[doc = concat!("As", $(" `", $type, "`",)* ".")] $variant($ty),)*
        }
    };
}
#[allow(unused_imports, reason = "not every description has such a body")]
pub(crate) use bodies;
