//! What the library does not do: one capability more than it has a field for, `typeHierarchyProvider`, and how a client goes.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Request, Response};
use tower_service::Service;

/// What is announced beside what the library knows.
pub(crate) const MORE: [&str; 1] = ["typeHierarchyProvider"];

/// A service whose answer to `initialize` announces it too.
pub(crate) struct Announcing<S> {
    pub(crate) service: S,
    pub(crate) going: Arc<Going>,
}

/// How a client goes: by `shutdown`, and then `exit`.
#[derive(Default)]
pub(crate) struct Going {
    shut_down: AtomicBool,
    hasty: AtomicBool,
}

impl Going {
    fn take(&self, method: &str) {
        match method {
            "shutdown" => self.shut_down.store(true, Ordering::SeqCst),
            "exit" if !self.shut_down.load(Ordering::SeqCst) => self.hasty.store(true, Ordering::SeqCst),
            _ => {}
        }
    }

    /// Whether it said `exit` without `shutdown` before.
    pub(crate) fn is_hasty(&self) -> bool {
        self.hasty.load(Ordering::SeqCst)
    }
}

impl<S> Service<Request> for Announcing<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let begins = request.method() == "initialize";
        self.going.take(request.method());
        let answer = self.service.call(request);
        Box::pin(async move {
            let answer = answer.await?;
            Ok(if begins { answer.map(with_more) } else { answer })
        })
    }
}

fn with_more(answer: Response) -> Response {
    let (id, result) = answer.into_parts();
    let result = result.map(|mut result| {
        if let Some(Value::Object(capabilities)) = result.get_mut("capabilities") {
            capabilities.extend(MORE.map(|name| (name.to_owned(), json!(true))));
        }
        result
    });
    Response::from_parts(id, result)
}
