//! The part for skills: those the posting asks for, each with its evidence in the resume.

use std::collections::HashMap;

use domain_model::matching::skill::{self, Demand, Mention, Need, Skill, SkillKind};

use super::{Opening, Part, PartKind, Quotation, Seeker, list, tenths};

/// Who shows so much of what is asked for shows enough: postings ask for more than any applicant has.
const ENOUGH: f32 = 0.75;
/// Bends the curve: the first skills say most.
const CURVE: f32 = 0.8;
/// What a skill weighs that the posting names without saying how much it is asked for.
const NAMED: f32 = 1.5;
/// What showing a part of something, or what it is a part of, counts.
const PARTLY: f32 = 0.5;
/// With fewer skills in the posting, the part counts less.
const INFORMATIVE_SKILLS: f32 = 3.0;
/// More words of the resume for the whole part would not be read.
const MAX_EXAMPLES: usize = 5;
/// More words of the resume for one skill would not be read.
const MAX_QUOTATIONS: usize = 3;

/// A skill that a posting asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillMatch {
    /// Its canonical name.
    pub name: String,
    /// How much it is asked for.
    pub need: Need,
    /// 0 to 1: how much of it the resume shows.
    pub shown: f32,
    /// What showing it would add to the score, of 100; nothing when it is shown.
    pub adds: f32,
    /// Where the posting asks for it and the resume shows it.
    pub evidence: Vec<Quotation>,
    weight: f32,
    /// The points that showing it would add.
    gain: f32,
}

impl SkillMatch {
    /// Whether the resume shows it whole.
    pub fn is_shown(&self) -> bool {
        self.shown >= 1.0
    }
}

pub(super) fn part(seeker: &Seeker, opening: &Opening<'_>) -> (Part, Vec<SkillMatch>) {
    let shown = Shown::of(&seeker.mentions);
    let mut skills: Vec<SkillMatch> =
        opening.demands.iter().map(|demand| compare(demand, &shown, seeker, opening)).collect();
    skills.extend(opening.listed.iter().map(|name| compare_listed(name, &shown, seeker)));
    let order = [Need::Required, Need::Named, Need::Preferred];
    skills.sort_by_key(|skill| order.iter().position(|&need| need == skill.need));
    let max_weight: f32 = skills.iter().map(|skill| skill.weight).sum();
    let informative: f32 = skills.iter().filter(|skill| skill.weight >= 1.0).fold(0.0, |count, _| count + 1.0);
    let max = tenths(PartKind::Skills.weight() * (informative / INFORMATIVE_SKILLS).min(1.0));
    if max <= 0.0 {
        let sentence = "The posting names no skills we know.".to_owned();
        return (
            Part {
                kind: PartKind::Skills,
                points: None,
                max: PartKind::Skills.weight(),
                sentence,
                evidence: Vec::new(),
            },
            skills,
        );
    }
    let has: f32 = skills.iter().map(|skill| skill.weight * skill.shown).sum();
    let points = tenths(max * share(has / max_weight));
    for skill in &mut skills {
        let with_it = has + skill.weight * (1.0 - skill.shown);
        skill.gain = max * (share(with_it / max_weight) - share(has / max_weight));
    }
    let evidence = skills
        .iter()
        .filter(|skill| skill.shown > 0.0)
        .flat_map(|skill| skill.evidence.iter().take(1))
        .take(MAX_EXAMPLES)
        .cloned()
        .collect();
    (Part { kind: PartKind::Skills, points: Some(points), max, sentence: sentence(&skills), evidence }, skills)
}

/// Says what each missing skill would add to the score of 100, when so many points are possible.
pub(super) fn add_gains(skills: &mut [SkillMatch], possible: f32) {
    for skill in skills {
        skill.adds = if possible > 0.0 && !skill.is_shown() { tenths(skill.gain / possible * 100.0) } else { 0.0 };
    }
}

fn share(coverage: f32) -> f32 {
    (coverage / ENOUGH).clamp(0.0, 1.0).powf(CURVE)
}

fn sentence(skills: &[SkillMatch]) -> String {
    let count = |need: Need| skills.iter().filter(|skill| skill.need == need).count();
    let (required, all) = (count(Need::Required), skills.len());
    let is_met = |skill: &&SkillMatch| skill.is_shown();
    let missing: Vec<&str> = skills.iter().filter(|skill| !skill.is_shown()).map(|skill| skill.name.as_str()).collect();
    let met = skills.iter().filter(is_met).count();
    let head = if required == 0 {
        format!("The resume shows {met} of {all} skills that the posting names.")
    } else {
        let met_required = skills.iter().filter(|skill| skill.need == Need::Required).filter(is_met).count();
        format!("The resume shows {met_required} of {required} required skills and {met} of {all} in all.")
    };
    if missing.is_empty() { head } else { format!("{head} It does not show {}.", list(&missing, 4)) }
}

fn compare(demand: &Demand, shown: &Shown<'_>, seeker: &Seeker, opening: &Opening<'_>) -> SkillMatch {
    let (share, mentions) = shown.share_of(demand.skill);
    let mut evidence: Vec<Quotation> =
        mentions.iter().take(MAX_QUOTATIONS).map(|mention| seeker.quote(&mention.place)).collect();
    evidence.extend(demand.place.as_ref().map(|place| opening.quote(place)));
    SkillMatch {
        name: demand.skill.name.clone(),
        need: demand.need,
        shown: share,
        adds: 0.0,
        evidence,
        weight: weight(demand),
        gain: 0.0,
    }
}

/// A skill that only the employer's list names: it may be one that the taxonomy does not know.
fn compare_listed(name: &str, shown: &Shown<'_>, seeker: &Seeker) -> SkillMatch {
    let (share, mentions) = skill::lookup(name).map(|skill| shown.share_of(skill)).unwrap_or_default();
    let is_listed = seeker.listed.contains(&skill::canonical(name).to_lowercase());
    let evidence = mentions.iter().take(MAX_QUOTATIONS).map(|mention| seeker.quote(&mention.place)).collect();
    SkillMatch {
        name: skill::canonical(name),
        need: Need::Named,
        shown: if is_listed { 1.0 } else { share },
        adds: 0.0,
        evidence,
        weight: NAMED,
        gain: 0.0,
    }
}

/// A required craft counts most; traits of a person, which everybody claims, count little.
fn weight(demand: &Demand) -> f32 {
    let by_need = match demand.need {
        Need::Required => 3.0,
        Need::Named => NAMED,
        Need::Preferred => 1.0,
    };
    let by_kind = match demand.skill.kind {
        SkillKind::Personal => 0.2,
        SkillKind::HumanLanguage => 0.6,
        _ => 1.0,
    };
    by_need * by_kind
}

/// What a resume shows, by canonical name: the mentions that show it whole, and those that show it in part.
struct Shown<'m> {
    whole: HashMap<&'static str, Vec<&'m Mention>>,
    partly: HashMap<&'static str, Vec<&'m Mention>>,
}

impl<'m> Shown<'m> {
    /// Each skill counts once, however often it is named.
    fn of(mentions: &'m [Mention]) -> Self {
        let mut shown = Self { whole: HashMap::new(), partly: HashMap::new() };
        for mention in mentions {
            let mut open: Vec<&'static Skill> = vec![mention.skill];
            let mut seen: Vec<&str> = Vec::new();
            while let Some(skill) = open.pop() {
                if seen.contains(&skill.name.as_str()) {
                    continue;
                }
                seen.push(&skill.name);
                shown.whole.entry(&skill.name).or_default().push(mention);
                for whole in skill.part_of.iter().filter_map(|name| skill::lookup(name)) {
                    shown.partly.entry(&whole.name).or_default().push(mention);
                }
                open.extend(skill.implies.iter().filter_map(|name| skill::lookup(name)));
            }
        }
        shown
    }

    fn share_of(&self, skill: &Skill) -> (f32, Vec<&'m Mention>) {
        if let Some(mentions) = self.whole.get(skill.name.as_str()) {
            return (1.0, mentions.clone());
        }
        if let Some(mentions) = self.partly.get(skill.name.as_str()) {
            return (PARTLY, mentions.clone());
        }
        // Who knows the whole knows something of its parts; who knows what a skill implies knows some of it.
        let near = skill.part_of.iter().chain(&skill.implies).find_map(|name| self.whole.get(name.as_str()));
        near.map_or((0.0, Vec::new()), |mentions| (PARTLY / 2.0, mentions.clone()))
    }
}
