//! Parameters of operations, declared by `params!`, for the server that reads them and the client that writes them.

use super::travel::Parameter;

/// The parameters of an operation.
pub trait Params: Sized {
    /// Each of them, in the order described.
    fn described() -> &'static [Parameter];

    /// Reads them.
    ///
    /// # Errors
    /// One rejection that tells everything that is wrong with them.
    #[cfg(feature = "server")]
    fn read(
        parameters: super::parameters::Parameters<'_>,
    ) -> Result<Self, super::rejection::Rejection>;

    /// Writes them.
    ///
    /// # Errors
    /// When one has a value that cannot travel where it stands.
    #[cfg(feature = "client")]
    fn write(&self, call: &mut super::call::Call) -> Result<(), super::received::ClientError>;
}

#[cfg(feature = "client")]
impl super::call::Call {
    /// Adds the parameters.
    ///
    /// # Errors
    /// When one has a value that cannot travel where it stands.
    pub fn params(&mut self, params: &impl Params) -> Result<(), super::received::ClientError> {
        params.write(self)
    }
}

/// A struct of parameters. What stands behind a type says whether the parameter is `required`, `optional` or has a
/// `default` (behind `or`), where it stands, what it is called, how it travels unless plainly (behind `as`), and its
/// limits where it has some.
#[allow(unused_macros, reason = "not every description has a parameter")]
macro_rules! params {
    (
        $(#[$about:meta])*
        pub struct $name:ident {
            $(
                $(#[$about_field:meta])*
                pub $field:ident: $ty:ty = $how:ident(
                    $place:ident $(($($at:expr),* $(,)?))?, $wire:literal $(, $shape:expr)? $(,)?
                ) $(as $travel:ident $(($style:ident, $explode:literal $(,)?))?)? $(or $default:expr)?
            ),* $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$about_field])* pub $field: $ty,)* }

        impl $crate::support::params::Params for $name {
            fn described() -> &'static [$crate::support::travel::Parameter] {
                static DESCRIBED: &[$crate::support::travel::Parameter] = &[$(
                    $crate::support::travel::Parameter {
                        place: $crate::support::travel::Place::$place $(($($at),*))?,
                        wire: $wire,
                        travel: $crate::support::params::travel!($($travel $(($style, $explode))?)?),
                        shape: $crate::support::params::shape!($how $ty $(, $shape)?),
                    },
                )*];
                DESCRIBED
            }

            #[cfg(feature = "server")]
            fn read(
                mut parameters: $crate::support::parameters::Parameters<'_>,
            ) -> ::core::result::Result<Self, $crate::support::rejection::Rejection> {
                $(let $field: ::core::option::Option<$ty> = parameters.$how($(|| $default)?);)*
                parameters.finish(move || ::core::option::Option::Some(Self { $($field: $field?,)* }))
            }

            #[cfg(feature = "client")]
            fn write(
                &self,
                call: &mut $crate::support::call::Call,
            ) -> ::core::result::Result<(), $crate::support::received::ClientError> {
                let mut writer = $crate::support::call::Writer::new(call, Self::described());
                $(writer.$how(&self.$field)?;)*
                ::core::result::Result::Ok(())
            }
        }
    };
}
#[allow(unused_imports, reason = "not every description has a parameter")]
pub(crate) use params;

/// How a parameter travels.
#[allow(unused_macros)]
macro_rules! travel {
    () => {
        $crate::support::travel::Travel::Plain
    };
    (Json) => {
        $crate::support::travel::Travel::Json
    };
    (Styled($style:ident, $explode:literal)) => {
        $crate::support::travel::Travel::Styled($crate::support::travel::Style::$style, $explode)
    };
}
#[allow(unused_imports)]
pub(crate) use travel;

/// What a parameter looks like.
#[allow(unused_macros)]
macro_rules! shape {
    (optional $ty:ty) => {
        $crate::support::shape::Shape::Of(
            <<$ty as $crate::support::scalars::Maybe>::Inner as $crate::support::json::FromJson>::shape
        )
    };
    ($how:ident $ty:ty) => { $crate::support::shape::Shape::Of(<$ty as $crate::support::json::FromJson>::shape) };
    ($how:ident $ty:ty, $shape:expr) => { $shape };
}
#[allow(unused_imports)]
pub(crate) use shape;
