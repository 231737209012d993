//! Interview questions from the facts of a posting.

use domain_model::catalogue::enrichment::{Enrichment, InterviewQuestion};

use super::facts::{Facts, Seniority};
use super::tips::typical_metrics;

/// Exactly [`Enrichment::QUESTIONS`] questions, the most specific first.
pub(crate) fn questions(facts: &Facts) -> Vec<InterviewQuestion> {
    let candidates = [
        skill(facts, 0),
        duty(facts),
        Some(seniority(facts)),
        skill(facts, 1),
        requirement(facts),
        second_duty(facts),
        skill(facts, 2),
        Some(motivation(facts)),
        Some(start(facts)),
        Some(mistake(facts)),
        Some(best_work(facts)),
    ];
    candidates.into_iter().flatten().take(Enrichment::QUESTIONS).collect()
}

fn ask(question: String, answer_strategy: String) -> InterviewQuestion {
    InterviewQuestion { question, answer_strategy }
}

fn skill(facts: &Facts, position: usize) -> Option<InterviewQuestion> {
    let name = &facts.occupational_skills().get(position)?.name;
    Some(match position {
        0 => ask(
            format!("When did you last rely on {name}, and what was difficult about it?"),
            format!(
                "Pick one occasion and tell it in order: situation, task, what you yourself did with {name}, result. Close \
                 with a figure: {}.",
                typical_metrics(facts)
            ),
        ),
        1 => ask(
            format!("How do you make sure that your work with {name} is right before others depend on it?"),
            format!("Describe your checks with {name} step by step, and one time when they caught something."),
        ),
        _ => ask(
            format!("How would you explain {name} to somebody who starts here next month?"),
            format!("Show that you know what matters in {name} and what beginners get wrong; keep it to two minutes."),
        ),
    })
}

fn duty(facts: &Facts) -> Option<InterviewQuestion> {
    let duty = facts.duties.first()?;
    Some(ask(
        format!("One of the duties is \"{duty}\". How would you go about it in your first weeks?"),
        "Say what you would find out first and from whom, then what you would do, then how you would know that it works. \
         Compare it with the nearest thing you have done."
            .to_owned(),
    ))
}

fn second_duty(facts: &Facts) -> Option<InterviewQuestion> {
    let duty = facts.duties.get(1)?;
    Some(ask(
        format!("Tell us about a time when you did something like \"{duty}\"."),
        format!(
            "Choose a recent example, say what was yours and what was others', and give the result: {}.",
            typical_metrics(facts)
        ),
    ))
}

fn requirement(facts: &Facts) -> Option<InterviewQuestion> {
    let requirement = facts.requirements.first()?;
    Some(ask(
        format!("We ask for \"{requirement}\". What in your experience comes closest?"),
        "Answer yes or no first. If it is no, name the nearest thing you have done and how you would close the gap."
            .to_owned(),
    ))
}

fn seniority(facts: &Facts) -> InterviewQuestion {
    let title = &facts.title;
    match facts.seniority {
        Seniority::Trainee => ask(
            format!("What have you taught yourself lately that will help you as {title}?"),
            "Show how you learn: what you tried, where you got stuck, whom you asked, what you can do now.".to_owned(),
        ),
        Seniority::Regular => ask(
            format!("Describe a day as {title} when everything came at once. What did you do first, and why?"),
            "Name what you put first and what you left for later, and the reason; reasons count more than heroics."
                .to_owned(),
        ),
        Seniority::Senior => ask(
            format!("As {title} you will disagree with others about the right way. When did that last happen?"),
            "State both views fairly, what evidence settled it, and what you would do again. Being right matters less than \
             how it ended."
                .to_owned(),
        ),
        Seniority::Leader => ask(
            format!("As {title}, how do you notice that somebody on your team is struggling, and what do you do?"),
            "Use one real case without names: the signs, the talk, the agreement, what became of it.".to_owned(),
        ),
    }
}

fn motivation(facts: &Facts) -> InterviewQuestion {
    ask(
        format!("Why do you want to work as {} here, and not elsewhere?", facts.title),
        "Name two things from the posting that you want to do every week, and one thing you bring for each.".to_owned(),
    )
}

fn start(facts: &Facts) -> InterviewQuestion {
    ask(
        format!("What would you need from us to do good work as {} after three months?", facts.title),
        "Ask for things that help the work: access, a contact person, feedback after the first weeks.".to_owned(),
    )
}

fn mistake(facts: &Facts) -> InterviewQuestion {
    ask(
        format!("Which mistake taught you most for the work as {}?", facts.title),
        "Choose a real one, say what it cost, and what you have done differently since.".to_owned(),
    )
}

fn best_work(facts: &Facts) -> InterviewQuestion {
    ask(
        format!("Which piece of your work shows best that you can do what \"{}\" asks for?", facts.title),
        "Bring it or describe it in two minutes, and say what others thought of it.".to_owned(),
    )
}
