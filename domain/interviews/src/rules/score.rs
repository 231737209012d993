//! Scorecards by rules. What is counted is said; what cannot be told is unknown, not zero.
//!
//! The rules cannot know whether an answer is right. They rate how much of what an answer needs is there: that it speaks about
//! the question, says something that can be checked, and says who did it. A question without an answer earns nothing.

use domain_model::catalogue::enrichment::GeneratedBy;
use domain_model::interviews::MockInterview;
use domain_model::interviews::scorecard::{Finding, FindingKind, Quotation, Rating, Scorecard};

use super::answers::{Exchange, Sentence, exchanges};

/// Fewer words in all are too little to rate how somebody speaks.
const MIN_WORDS: usize = 20;
/// Words of an answer that is neither very short nor very long.
const FAIR_LENGTH: std::ops::RangeInclusive<usize> = 25..=250;
/// Words of a sentence that can be followed when it is heard once.
const PLAIN_SENTENCE: std::ops::RangeInclusive<usize> = 3..=30;
/// Parts of a rating for its findings, in order.
const TECHNICAL_WEIGHTS: [f32; 3] = [0.4, 0.3, 0.3];
const CLARITY_WEIGHTS: [f32; 3] = [0.35, 0.35, 0.3];
/// Where confidence begins, and how far sentences raise and lower it.
const BASE_CONFIDENCE: f32 = 0.4;
const ASSURED_WEIGHT: f32 = 0.9;
const HEDGED_WEIGHT: f32 = 0.8;

/// Rates an interview. The same transcript always has the same scorecard.
pub(crate) fn scorecard(interview: &MockInterview) -> Scorecard {
    let exchanges = exchanges(&interview.transcript);
    let answered: Vec<&Exchange<'_>> = exchanges.iter().filter(|exchange| exchange.is_answered()).collect();
    let is_little = answered.iter().map(|exchange| exchange.words.len()).sum::<usize>() < MIN_WORDS;
    let spoken = |rate: fn(&[&Exchange<'_>]) -> Rating| {
        if is_little {
            return Rating::unknown(FindingKind::TooLittle);
        }
        if answered.iter().any(|exchange| exchange.lexicon.is_none()) {
            return Rating::unknown(FindingKind::UnknownLanguage);
        }
        rate(&answered)
    };
    Scorecard {
        technical_accuracy: match interview.job_id {
            None => Rating::unknown(FindingKind::NoPosting),
            Some(_) => technical_accuracy(&exchanges, &answered),
        },
        clarity: spoken(clarity),
        confidence: spoken(confidence),
        generated_by: GeneratedBy::Rules,
    }
}

fn technical_accuracy(exchanges: &[Exchange<'_>], answered: &[&Exchange<'_>]) -> Rating {
    if answered.iter().any(|exchange| exchange.lexicon.is_none()) {
        return Rating::unknown(FindingKind::UnknownLanguage);
    }
    let subjects: Vec<bool> = answered.iter().filter_map(|exchange| exchange.is_on_subject()).collect();
    let unanswered = exchanges.len() - answered.len();
    let findings = vec![
        finding(FindingKind::OnSubject, count(&subjects, |is_on_subject| *is_on_subject), subjects.len() + unanswered),
        finding(FindingKind::Concrete, count(answered, |exchange| exchange.is_concrete()), exchanges.len()),
        finding(FindingKind::OwnPart, count(answered, |exchange| exchange.has_own_part()), exchanges.len()),
    ];
    let earned = |exchange: &Exchange<'_>, sentence: &Sentence<'_>| {
        let (is_own, is_concrete) =
            (sentence.is_own(exchange.lexicon), sentence.is_concrete(exchange.question, exchange.lexicon));
        (is_own || is_concrete).then(|| 2 * u32::from(is_concrete) + u32::from(is_own))
    };
    Rating { points: weighed(&findings, &TECHNICAL_WEIGHTS), quotation: best(answered, earned), findings, note: None }
}

fn clarity(answered: &[&Exchange<'_>]) -> Rating {
    let sentences: Vec<&Sentence<'_>> = answered.iter().flat_map(|exchange| &exchange.sentences).collect();
    let is_reasoned =
        |exchange: &&Exchange<'_>| exchange.sentences.iter().any(|sentence| sentence.is_reasoned(exchange.lexicon));
    let is_plain = |sentence: &Sentence<'_>| PLAIN_SENTENCE.contains(&sentence.words.len());
    let findings = vec![
        finding(
            FindingKind::FairLength,
            count(answered, |exchange| FAIR_LENGTH.contains(&exchange.words.len())),
            answered.len(),
        ),
        finding(FindingKind::Reasoned, count(answered, is_reasoned), answered.len()),
        finding(FindingKind::PlainSentence, count(&sentences, |sentence| is_plain(sentence)), sentences.len()),
    ];
    let earned = |exchange: &Exchange<'_>, sentence: &Sentence<'_>| {
        (is_plain(sentence) && sentence.is_reasoned(exchange.lexicon)).then_some(1)
    };
    Rating { points: weighed(&findings, &CLARITY_WEIGHTS), quotation: best(answered, earned), findings, note: None }
}

fn confidence(answered: &[&Exchange<'_>]) -> Rating {
    let is_hedged = |exchange: &Exchange<'_>, sentence: &Sentence<'_>| sentence.is_hedged(exchange.lexicon);
    let is_assured = |exchange: &Exchange<'_>, sentence: &Sentence<'_>| {
        sentence.is_own(exchange.lexicon) && !is_hedged(exchange, sentence)
    };
    let of = |is: &dyn Fn(&Exchange<'_>, &Sentence<'_>) -> bool| {
        let counts = answered.iter().map(|exchange| count(&exchange.sentences, |sentence| is(exchange, sentence)));
        counts.sum::<usize>()
    };
    let all = answered.iter().map(|exchange| exchange.sentences.len()).sum();
    let findings =
        vec![finding(FindingKind::Assured, of(&is_assured), all), finding(FindingKind::Hedged, of(&is_hedged), all)];
    let shares: Vec<f32> = findings.iter().filter_map(share).collect();
    let points = match shares[..] {
        [assured, hedged] => Some(points(BASE_CONFIDENCE + ASSURED_WEIGHT * assured - HEDGED_WEIGHT * hedged)),
        _ => None,
    };
    let costs = points.is_some_and(|points| points < Rating::MAX_POINTS / 2);
    let earned = |exchange: &Exchange<'_>, sentence: &Sentence<'_>| {
        let is = if costs { is_hedged(exchange, sentence) } else { is_assured(exchange, sentence) };
        is.then_some(1)
    };
    Rating { points, quotation: best(answered, earned), findings, note: None }
}

fn finding(kind: FindingKind, count: usize, of: usize) -> Finding {
    let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
    Finding { kind, count: number(count), of: number(of) }
}

fn count<T>(items: &[T], is: impl Fn(&T) -> bool) -> usize {
    items.iter().filter(|item| is(item)).count()
}

/// The part that was found; `None` when nothing could be.
#[expect(clippy::cast_precision_loss, reason = "there are hundreds of them at most")]
fn share(finding: &Finding) -> Option<f32> {
    (finding.of > 0).then(|| finding.count as f32 / finding.of as f32)
}

/// The points for findings of these weights. What cannot be judged is left out of both sides.
fn weighed(findings: &[Finding], weights: &[f32]) -> Option<u8> {
    let judged = findings.iter().zip(weights).filter_map(|(finding, weight)| Some((share(finding)?, weight)));
    let (earned, possible) =
        judged.fold((0.0, 0.0), |(earned, possible), (share, weight)| (earned + share * weight, possible + weight));
    (possible > 0.0).then(|| points(earned / possible))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 10")]
fn points(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * f32::from(Rating::MAX_POINTS)).round() as u8
}

/// The sentence that earned most; of those that earned the same, the one that says most in plain length.
fn best(answered: &[&Exchange<'_>], earned: impl Fn(&Exchange<'_>, &Sentence<'_>) -> Option<u32>) -> Option<Quotation> {
    let mut best: Option<((u32, bool, usize), &Sentence<'_>)> = None;
    for exchange in answered {
        for sentence in &exchange.sentences {
            let Some(earned) = earned(exchange, sentence) else { continue };
            let length = sentence.words.len();
            let rank = (earned, PLAIN_SENTENCE.contains(&length), length);
            if best.as_ref().is_none_or(|(other, _)| rank > *other) {
                best = Some((rank, sentence));
            }
        }
    }
    best.map(|(_, sentence)| Quotation { turn: sentence.turn, text: sentence.text.to_owned() })
}

#[cfg(test)]
mod tests;
