//! The merged view: what several schemas demand together, as one.

use description::schema::Type;
use description::{Description, Schema, load, read};

/// A description of 3.1 with these schemas, as YAML that is indented by four blanks.
fn described(schemas: &str) -> Description {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\ncomponents:\n  schemas:\n{schemas}"
    );
    let (description, found) = read(load::load("a.yaml", &text).unwrap()).unwrap();
    assert!(!found.has_errors(), "{found}");
    description
}

fn merged<'a>(description: &'a Description, name: &str) -> &'a Schema {
    let schemas = &description.schemas;
    let id = schemas.at(&format!("/components/schemas/{name}")).unwrap();
    &schemas[schemas.merged(id)]
}

#[test]
fn parts_of_all_of_are_one_schema() {
    let description = described(
        "    Base: { type: object, required: [id], properties: { id: { type: integer, minimum: 1 } } }
    Cat:
      allOf: [{ $ref: '#/components/schemas/Base' }]
      properties: { id: { maximum: 9 }, name: { type: string } }
",
    );
    let cat = merged(&description, "Cat");
    assert_eq!(cat.types.single(), Some(Type::Object));
    assert_eq!(cat.object.required, ["id"]);
    let id = &description.schemas[cat.property("id").unwrap()];
    let limits = (&id.number.minimum, &id.number.maximum);
    assert!(limits.0.is_some() && limits.1.is_some(), "{id:?}");
}

#[test]
fn schemas_that_refer_to_one_another_by_all_of_have_the_same_form_whoever_is_asked_first() {
    let text = "    A: { allOf: [{ $ref: '#/components/schemas/B' }], properties: { a: {} } }
    B: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { b: {} } }
";
    let members = |first: &str| {
        let description = described(text);
        let _ = merged(&description, first);
        ["A", "B"].map(|name| {
            let names = merged(&description, name).properties();
            names.map(|(name, _)| name.clone()).collect::<Vec<_>>()
        })
    };
    assert_eq!(members("A"), members("B"));
    assert_eq!(members("A")[0], ["a", "b"]);
}

#[test]
fn a_list_of_types_is_a_choice_and_null_is_a_flag() {
    let description = described("    A: { type: [string, integer, 'null'], maxLength: 3 }\n");
    let schema = merged(&description, "A");
    assert!(schema.nullable);
    let (_, branches) = schema.choice().unwrap();
    let kinds: Vec<_> = branches
        .iter()
        .map(|id| {
            (
                description.schemas[*id].types.single(),
                description.schemas[*id].text.max_length,
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [(Some(Type::String), Some(3)), (Some(Type::Integer), None)]
    );
}

#[test]
fn keywords_of_the_own_program_in_a_document_mean_nothing() {
    let description = described("    A: { type: string, x-codegen-merged: { type: integer } }\n");
    assert_eq!(merged(&description, "A").types.single(), Some(Type::String));
}

#[test]
fn long_chains_and_wide_cycles_end() {
    let mut text = String::new();
    for number in 0..60 {
        let parts: Vec<String> = (0..60)
            .map(|other| format!("{{ $ref: '#/components/schemas/S{other}' }}"))
            .collect();
        text.push_str(&format!(
            "    S{number}: {{ allOf: [{}] }}\n",
            parts.join(", ")
        ));
    }
    for number in 0..500 {
        text.push_str(&format!(
            "    C{number}: {{ allOf: [{{ $ref: '#/components/schemas/C{}' }}], properties: {{ m{number}: {{}} }} }}\n",
            number + 1
        ));
    }
    text.push_str("    C500: { type: object }\n");
    let description = described(&text);
    for (_, id) in description.schemas.components() {
        let _ = description.schemas.merged(id);
    }
}

#[test]
fn a_discriminator_knows_its_branches_and_the_schemas_that_refer_to_it() {
    let description = described(
        "    Pet: { type: object, discriminator: { propertyName: kind, mapping: { cat: Cat, dog: '#/components/schemas/Dog' } } }
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: {} } }] }
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }] }
",
    );
    let schemas = &description.schemas;
    let id = |name: &str| schemas.at(&format!("/components/schemas/{name}")).unwrap();
    let discriminator = schemas[id("Pet")]
        .composition
        .discriminator
        .as_ref()
        .unwrap();
    let meant: Vec<_> = discriminator
        .mapping
        .iter()
        .map(|(_, to)| to.target)
        .collect();
    assert_eq!(meant, [Some(id("Cat")), Some(id("Dog"))]);
    assert_eq!(schemas.heirs(id("Pet")), [id("Cat"), id("Dog")]);
}
