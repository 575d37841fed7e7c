//! Server and client of the miniature descriptions, on a real socket: each value arrives as it was sent, however it
//! travelled.
#![cfg(test)]

mod strategies;

use axum::response::Response;
use mini_large as _;
use mini_names as _;
use mini_styles::client::Client;
use mini_styles::operations::*;
use mini_styles::security::TokenOrKeyAndUser;
use mini_styles::server::{Api, Limits, Operation, router};
use mini_styles::support::formats::Bytes;
use mini_styles::support::rejection::Rejection;
use mini_styles::types;
use serde_json::{Value, json};

/// Answers with what it read.
#[derive(Clone)]
struct Echo;

type Outcome<T> = Result<T, Rejection>;

impl Api for Echo {
    async fn authorize(&self, _: &TokenOrKeyAndUser, _: Operation) -> Outcome<()> {
        Ok(())
    }
    async fn in_path(&self, p: InPathParams) -> Outcome<InPathResponse> {
        Ok(InPathResponse::Ok(
            json!({ "simple": p.simple, "label": p.label, "matrix": p.matrix, "whole": p.whole }),
        ))
    }
    async fn in_query(&self, p: InQueryParams) -> Outcome<InQueryResponse> {
        Ok(InQueryResponse::Ok(json!({
            "form": p.form, "joined": p.joined, "piped": p.piped, "deep": p.deep, "json": p.json, "limit": p.limit
        })))
    }
    async fn elsewhere(&self, p: ElsewhereParams) -> Outcome<ElsewhereResponse> {
        Ok(ElsewhereResponse::Ok(
            json!({ "numbers": p.x_numbers, "session": p.session }),
        ))
    }
    async fn bodies(&self, body: BodiesBody) -> Outcome<BodiesResponse> {
        Ok(BodiesResponse::Ok(match body {
            BodiesBody::Json(shape) => json!({ "shape": shape }),
            BodiesBody::Form(point) => json!({ "point": point }),
            BodiesBody::Multipart(upload) => json!({ "upload": upload }),
            BodiesBody::Text(text) => json!({ "text": text }),
        }))
    }
    async fn secret(&self, credentials: TokenOrKeyAndUser) -> Outcome<SecretResponse> {
        Ok(SecretResponse::Ok(match credentials {
            TokenOrKeyAndUser::Token(token) => json!(token.expose()),
            TokenOrKeyAndUser::KeyAndUser(both) => {
                json!([
                    both.key.expose(),
                    both.user.user,
                    both.user.password.expose()
                ])
            }
        }))
    }
    async fn target_a(&self, _: TargetAParams) -> Outcome<TargetAResponse> {
        Ok(TargetAResponse::Ok(json!("a")))
    }
    async fn target_b(&self, _: TargetBParams) -> Outcome<TargetBResponse> {
        Ok(TargetBResponse::Ok(json!("b")))
    }
    async fn sound(&self, p: SoundParams) -> Outcome<SoundResponse> {
        Ok(SoundResponse::Ok(json!({ "sound": p.id })))
    }
    async fn file(&self, p: FileParams) -> Outcome<FileResponse> {
        Ok(FileResponse::Ok(json!({ "file": p.name })))
    }
    fn reject(&self, rejection: Rejection, _: &mini_styles::server::RequestInfo) -> Response {
        rejection.into_problem(None)
    }
}

async fn serve() -> (String, Client) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router(Echo, Limits::default())).await });
    let client = Client::new(&base, credentials()).unwrap();
    (base, client)
}

fn credentials() -> TokenOrKeyAndUser {
    TokenOrKeyAndUser::Token(mini_styles::security::Token::new("t0ken"))
}

fn point(x: i32, y: i32) -> types::Point {
    types::Point { x, y }
}

#[tokio::test]
async fn parameters_arrive_in_every_style() {
    let (_, client) = serve().await;
    let sent = InPathParams {
        simple: vec![1, -2],
        label: vec!["a b".to_owned(), "ü/".to_owned()],
        matrix: point(3, 4),
        whole: "50% /?#é".to_owned(),
    };
    let expected = json!({ "simple": [1, -2], "label": ["a b", "ü/"], "matrix": { "x": 3, "y": 4 }, "whole": "50% /?#é" });
    let InPathResponse::Ok(echo) = client.in_path(&sent).await.unwrap();
    assert_eq!(echo, expected);

    let sent = InQueryParams {
        form: vec!["a&b".to_owned(), "c=d".to_owned()],
        joined: vec![1, 2, 3],
        piped: Some(vec!["x".to_owned(), "y+".to_owned()]),
        deep: Some(point(5, 6)),
        json: Some(point(7, 8)),
        limit: 9,
    };
    let expected = json!({
        "form": ["a&b", "c=d"], "joined": [1, 2, 3], "piped": ["x", "y+"],
        "deep": { "x": 5, "y": 6 }, "json": { "x": 7, "y": 8 }, "limit": 9
    });
    let InQueryResponse::Ok(echo) = client.in_query(&sent).await.unwrap();
    assert_eq!(echo, expected);

    let sent = ElsewhereParams {
        x_numbers: vec![4, 5],
        session: "s1".to_owned(),
    };
    let ElsewhereResponse::Ok(echo) = client.elsewhere(&sent).await.unwrap();
    assert_eq!(echo, json!({ "numbers": [4, 5], "session": "s1" }));
}

#[tokio::test]
async fn a_default_stands_in_and_limits_hold() {
    let (base, _) = serve().await;
    let get = async |query: &str| {
        let answer = reqwest::get(format!("{base}/query?{query}")).await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (
            status,
            serde_json::from_str::<Value>(&text).unwrap_or_default(),
        )
    };
    let (status, echo) = get("form=a&joined=1").await;
    assert_eq!((status, &echo["limit"]), (200, &json!(5)));
    for broken in [
        "form=a&joined=1&limit=10",
        "form=toolong&joined=1",
        "form=a&joined=one",
        "form=a",
        "form=a&joined=1&deep[x]=1",
        "form=a&joined=1&json={",
    ] {
        assert_eq!(get(broken).await.0, 400, "{broken}");
    }
}

#[tokio::test]
async fn bodies_arrive_in_every_form() {
    let (_, client) = serve().await;
    let circle = types::ShapeSchema::Circle(types::Circle {
        kind: "circle".to_owned(),
        radius: 2.5,
    });
    let upload = types::Upload {
        file: Bytes(vec![0, 255, 13]),
        note: Some("hi".to_owned()),
    };
    let bodies = [
        (
            BodiesBody::Json(circle),
            json!({ "shape": { "kind": "circle", "radius": 2.5 } }),
        ),
        (
            BodiesBody::Form(point(1, 2)),
            json!({ "point": { "x": 1, "y": 2 } }),
        ),
        (
            BodiesBody::Multipart(upload),
            json!({ "upload": { "file": "AP8N", "note": "hi" } }),
        ),
        (
            BodiesBody::Text("plain\n".to_owned()),
            json!({ "text": "plain\n" }),
        ),
    ];
    for (body, expected) in bodies {
        let BodiesResponse::Ok(echo) = client.bodies(&body).await.unwrap() else {
            panic!("refused: {expected}");
        };
        assert_eq!(echo, expected);
    }
}

#[tokio::test]
async fn a_union_that_fits_no_variant_is_refused() {
    let (base, _) = serve().await;
    for (body, expected) in [
        (r#"{"kind":"square","side":1}"#, 200),
        (r#"{"kind":"circle","radius":-1}"#, 400),
        (r#"{"kind":"hexagon","side":1}"#, 400),
        (r#"{"side":1}"#, 400),
    ] {
        let request = reqwest::Client::new()
            .post(format!("{base}/bodies"))
            .header("content-type", "application/json");
        let status = request.body(body).send().await.unwrap().status().as_u16();
        assert!(
            status == expected || (expected == 400 && status == 422),
            "{body}: {status}"
        );
    }
}

#[tokio::test]
async fn one_set_of_credentials_is_enough() {
    let (base, client) = serve().await;
    let SecretResponse::Ok(echo) = client.secret().await.unwrap() else {
        panic!("refused");
    };
    assert_eq!(echo, json!("t0ken"));
    let http = reqwest::Client::new();
    let both = http
        .get(format!("{base}/secret?key=k"))
        .header("authorization", "Basic dTpw");
    let echo = both.send().await.unwrap().text().await.unwrap();
    assert_eq!(echo, r#"["k","u","p"]"#);
    for half in [
        http.get(format!("{base}/secret?key=k")),
        http.get(format!("{base}/secret"))
            .header("authorization", "Basic dTpw"),
        http.get(format!("{base}/secret")),
    ] {
        assert_eq!(half.send().await.unwrap().status().as_u16(), 401);
    }
}

#[tokio::test]
async fn operations_of_one_route_are_told_apart() {
    let (base, client) = serve().await;
    let a = TargetAParams {
        x_target: types::TargetAXTarget::A,
    };
    let TargetAResponse::Ok(echo) = client.target_a(&a).await.unwrap();
    assert_eq!(echo, json!("a"));
    let b = TargetBParams {
        x_target: types::TargetBXTarget::B,
    };
    let TargetBResponse::Ok(echo) = client.target_b(&b).await.unwrap();
    assert_eq!(echo, json!("b"));
    let other = reqwest::Client::new().post(format!("{base}/"));
    let other = other.header("x-target", "C").send().await.unwrap();
    assert_eq!(other.status().as_u16(), 400);

    let id = "song".to_owned();
    let SoundResponse::Ok(echo) = client.sound(&SoundParams { id }).await.unwrap();
    assert_eq!(echo, json!({ "sound": "song" }));
    let name = "song.txt".to_owned();
    let FileResponse::Ok(echo) = client.file(&FileParams { name }).await.unwrap();
    assert_eq!(echo, json!({ "file": "song.txt" }));
}
