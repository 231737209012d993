//! The registry: one handler for each task class, and any number of reactions to each event.

use std::sync::Arc;

use domain_model::kernel::id::TaskId;
use domain_model::operations::event::{DomainEvent, EventRecord};
use domain_model::operations::task::{NewTask, TaskClass, TaskKind};

use crate::handler::{AnyTaskHandler, TaskHandler};

/// A reaction: a kind of task that events cause.
pub trait Reaction: TaskKind {
    /// The task that this event causes. `None` for an irrelevant event.
    fn to(event: &DomainEvent) -> Option<Self>;
}

/// All task handlers and reactions.
#[derive(Default)]
pub struct Registry {
    handlers: Vec<Arc<dyn AnyTaskHandler>>,
    reactions: Vec<RegisteredReaction>,
}

struct RegisteredReaction {
    class: TaskClass,
    task: fn(TaskId, &EventRecord) -> Option<NewTask>,
}

/// The registry does not fit the listed classes. The program does not start.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRegistry {
    /// A class without a handler, whose tasks would wait for ever.
    #[error("there is no handler for tasks of class `{0}`")]
    NoHandler(TaskClass),
    /// A class with two handlers.
    #[error("there are two handlers for tasks of class `{0}`")]
    TwoHandlers(TaskClass),
    /// A class that is not listed, and so cannot be named in a filter.
    #[error("the class `{0}` has a handler and is not listed")]
    Unlisted(TaskClass),
}

impl Registry {
    /// Adds the handler of a kind of tasks.
    #[must_use]
    pub fn handler(self, handler: impl TaskHandler + 'static) -> Self {
        self.any_handler(Arc::new(handler))
    }

    /// Adds a handler that is shared, or whose class is known at run time only.
    #[must_use]
    pub fn any_handler(mut self, handler: Arc<dyn AnyTaskHandler>) -> Self {
        self.handlers.push(handler);
        self
    }

    /// Adds a reaction. An event may have any number of them.
    #[must_use]
    pub fn reaction<R: Reaction>(mut self) -> Self {
        let task = |id, record: &EventRecord| Some(NewTask::new(id, &R::to(&record.event)?, record.occurred_at));
        self.reactions.push(RegisteredReaction { class: R::CLASS, task });
        self
    }

    /// Checks that every listed class, and the class of every reaction, has exactly one handler.
    pub fn checked(self, classes: &[TaskClass]) -> Result<Self, InvalidRegistry> {
        for class in classes.iter().chain(self.reactions.iter().map(|reaction| &reaction.class)) {
            match self.handlers.iter().filter(|handler| handler.class() == *class).count() {
                0 => return Err(InvalidRegistry::NoHandler(class.clone())),
                1 => {}
                _ => return Err(InvalidRegistry::TwoHandlers(class.clone())),
            }
        }
        match self.handlers.iter().map(|handler| handler.class()).find(|class| !classes.contains(class)) {
            Some(class) => Err(InvalidRegistry::Unlisted(class)),
            None => Ok(self),
        }
    }

    /// Every handler.
    pub fn handlers(&self) -> &[Arc<dyn AnyTaskHandler>] {
        &self.handlers
    }

    /// The handler of a class. `None` for a class that only another version of the program knows.
    pub fn handler_of(&self, class: &TaskClass) -> Option<&Arc<dyn AnyTaskHandler>> {
        self.handlers.iter().find(|handler| handler.class() == *class)
    }

    /// The tasks that an event causes: at most one for each reaction.
    pub(crate) fn tasks_for<'a>(
        &'a self,
        event: &'a EventRecord,
        next_id: &'a impl Fn() -> TaskId,
    ) -> impl Iterator<Item = NewTask> + 'a {
        self.reactions.iter().filter_map(move |reaction| (reaction.task)(next_id(), event))
    }
}

#[cfg(test)]
mod tests {
    use domain_model::kernel::id::{AccountId, EventId};
    use domain_model::kernel::payload::Payload;
    use ports::PortResult;
    use uuid::Uuid;

    use super::*;
    use crate::handler::Handled;

    /// A kind of task of class `C`, whose payload is an account.
    struct ByAccount<const C: char>(AccountId);

    const A: TaskClass = TaskClass::new("a");
    const B: TaskClass = TaskClass::new("b");

    impl<const C: char> TaskKind for ByAccount<C> {
        const CLASS: TaskClass = match C {
            'a' => A,
            'b' => B,
            _ => TaskClass::new("ignores"),
        };
        const ATTEMPTS: u32 = 3;

        fn payload(&self) -> Payload {
            Payload::of([("account", &self.0)])
        }

        fn from_payload(payload: &Payload) -> Option<Self> {
            Some(Self(payload.id("account")?))
        }

        fn unique_key(&self) -> Option<String> {
            None
        }
    }

    struct HandlerOf<const C: char>;

    impl<const C: char> TaskHandler for HandlerOf<C> {
        type Kind = ByAccount<C>;

        fn concurrency(&self) -> usize {
            1
        }

        async fn attempt(&self, _: ByAccount<C>) -> PortResult<Handled> {
            unreachable!("no task is attempted in this test")
        }
    }

    impl<const C: char> Reaction for ByAccount<C> {
        fn to(event: &DomainEvent) -> Option<Self> {
            let DomainEvent::ResumeChanged { account, .. } = event;
            matches!(C, 'a' | 'b').then_some(Self(*account))
        }
    }

    fn refusal(registry: Registry, classes: &[TaskClass]) -> InvalidRegistry {
        registry.checked(classes).err().expect("it is refused")
    }

    #[test]
    fn a_class_without_a_handler_is_refused_and_so_are_two_handlers_of_one() {
        assert!(Registry::default().handler(HandlerOf::<'a'>).reaction::<ByAccount<'a'>>().checked(&[A]).is_ok());
        let only_a = || Registry::default().handler(HandlerOf::<'a'>);
        assert_eq!(refusal(only_a(), &[A, B]), InvalidRegistry::NoHandler(B));
        assert_eq!(refusal(only_a().reaction::<ByAccount<'b'>>(), &[A]), InvalidRegistry::NoHandler(B));
        assert_eq!(refusal(only_a().handler(HandlerOf::<'a'>), &[A]), InvalidRegistry::TwoHandlers(A));
        assert_eq!(refusal(only_a().handler(HandlerOf::<'b'>), &[A]), InvalidRegistry::Unlisted(B));
    }

    #[test]
    fn each_reaction_that_an_event_concerns_has_a_task_of_its_own() {
        let registry =
            Registry::default().reaction::<ByAccount<'a'>>().reaction::<ByAccount<'i'>>().reaction::<ByAccount<'b'>>();
        let account = AccountId(Uuid::from_u128(7));
        let event = DomainEvent::ResumeChanged { account, version: 1 };
        let record = EventRecord { id: EventId(Uuid::nil()), event, occurred_at: chrono::DateTime::UNIX_EPOCH };
        let tasks: Vec<NewTask> = registry.tasks_for(&record, &|| TaskId(Uuid::nil())).collect();
        assert_eq!(tasks.iter().map(|task| task.class.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert!(tasks.iter().all(|task| task.run_at == record.occurred_at && task.attempts_allowed == 3));
        assert_eq!(tasks[0].payload.id("account"), Some(account));
    }
}
