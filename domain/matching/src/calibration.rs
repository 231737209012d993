//! Calibration: maps the cosine of a model to a score that means the same for every model.
//!
//! Raw cosines are not comparable: unrelated texts are at 0.05 for one model and at 0.6 for another. So every model is measured on the
//! same reference pairs (`reference.txt`): resumes with a posting that fits, with one of a neighbouring role, and with
//! unrelated ones. The median cosine of each group is anchored at a fixed score, and scores in between are interpolated:
//!
//! | pair                                     | score |
//! |------------------------------------------|-------|
//! | opposite                                 | 0.00  |
//! | unrelated                                | 0.15  |
//! | neighbouring role                        | 0.50  |
//! | **a gap below this**                     | 0.70  |
//! | role that fits                           | 0.85  |
//! | the same text                            | 1.00  |
//!
//! So 0.7 is a little nearer to "fits" than to "neighbouring role".

use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{EmbeddingModel, PortError, PortResult};

/// Below this score there is a gap between resume and job.
pub const GAP_BELOW: f32 = 0.7;

const UNRELATED_SCORE: f32 = 0.15;
const RELATED_SCORE: f32 = 0.50;
const FITTING_SCORE: f32 = 0.85;

/// Median cosines of one model on the reference pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Of pairs from different fields.
    pub unrelated: f32,
    /// Of neighbouring roles.
    pub related: f32,
    /// Of pairs that fit.
    pub fitting: f32,
}

/// Measured once with [`Calibration::measure`]; a test measures again and compares.
const KNOWN: [(&str, Calibration); 3] = [
    ("e5-small+use-m-v3", Calibration { unrelated: 0.3169, related: 0.4226, fitting: 0.6157 }),
    ("all-MiniLM-L6-v2", Calibration { unrelated: 0.2016, related: 0.4106, fitting: 0.6277 }),
    ("lexical-words-v1", Calibration { unrelated: 0.0290, related: 0.0573, fitting: 0.2221 }),
];

impl Calibration {
    /// The calibration of a model we know.
    pub fn known(model: &ModelId) -> Option<Self> {
        KNOWN.iter().find(|(name, _)| *name == model.name).map(|(_, calibration)| *calibration)
    }

    /// Measures a model on the reference pairs.
    pub async fn measure(model: &dyn EmbeddingModel) -> PortResult<Self> {
        let roles = reference_roles();
        let texts: Vec<String> = roles.iter().flat_map(|role| [role.resume.clone(), role.job.clone()]).collect();
        let embeddings = model.embed(&texts).await?;
        let mut cosines = Cosines::default();
        for (i, candidate) in roles.iter().enumerate() {
            for (j, offered) in roles.iter().enumerate() {
                let cosine = cosine(&embeddings[2 * i], &embeddings[2 * j + 1])?;
                if i == j {
                    cosines.fitting.push(cosine);
                } else if candidate.field == offered.field {
                    cosines.related.push(cosine);
                } else {
                    cosines.unrelated.push(cosine);
                }
            }
        }
        let measured = Self {
            unrelated: median(cosines.unrelated),
            related: median(cosines.related),
            fitting: median(cosines.fitting),
        };
        if measured.unrelated < measured.related && measured.related < measured.fitting && measured.fitting < 1.0 {
            return Ok(measured);
        }
        Err(PortError::invalid(format!("`{}` cannot tell a fitting job from an unrelated one", model.model())))
    }

    /// The score of a cosine, 0 to 1: rises with it and meets the anchors.
    pub fn score(&self, cosine: f32) -> f32 {
        let anchors = [
            (-1.0, 0.0),
            (self.unrelated, UNRELATED_SCORE),
            (self.related, RELATED_SCORE),
            (self.fitting, FITTING_SCORE),
            (1.0, 1.0),
        ];
        let above = anchors.iter().position(|&(at, _)| cosine < at).unwrap_or(anchors.len() - 1).max(1);
        let ((x0, y0), (x1, y1)) = (anchors[above - 1], anchors[above]);
        (y0 + (cosine - x0) / (x1 - x0) * (y1 - y0)).clamp(0.0, 1.0)
    }
}

#[derive(Default)]
struct Cosines {
    unrelated: Vec<f32>,
    related: Vec<f32>,
    fitting: Vec<f32>,
}

fn cosine(left: &Embedding, right: &Embedding) -> PortResult<f32> {
    left.cosine(right).map_err(PortError::internal)
}

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values[values.len() / 2]
}

/// A role of the reference pairs.
struct Role {
    field: &'static str,
    resume: String,
    job: String,
}

fn reference_roles() -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    let (mut field, mut resume_frame, mut job_frame, mut resume) = ("", "", "", "");
    for line in include_str!("reference.txt").lines() {
        let Some((name, text)) = line.split_once(": ") else {
            if let Some(name) = line.strip_prefix('[') {
                field = name.trim_end_matches(']');
            }
            continue;
        };
        match name {
            "resume frame" => resume_frame = text,
            "job frame" => job_frame = text,
            "resume" => resume = text,
            "job" => roles.push(Role {
                field,
                resume: format!("{resume} {resume_frame}"),
                job: format!("{text} {job_frame}"),
            }),
            _ => {}
        }
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALIBRATION: Calibration = Calibration { unrelated: 0.1, related: 0.4, fitting: 0.7 };

    #[test]
    fn the_score_meets_its_anchors_and_rises_between_them() {
        for (cosine, score) in [(-1.0, 0.0), (0.1, 0.15), (0.4, 0.5), (0.7, 0.85), (1.0, 1.0), (0.55, 0.675)] {
            assert!((CALIBRATION.score(cosine) - score).abs() < 1e-6, "{cosine}: {}", CALIBRATION.score(cosine));
        }
        let cosines: Vec<f32> = (-100_i16..=100).map(|n| f32::from(n) / 100.0).collect();
        assert!(cosines.windows(2).all(|pair| CALIBRATION.score(pair[0]) <= CALIBRATION.score(pair[1])));
        assert!((CALIBRATION.score(1.000_001) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_reference_has_two_roles_in_each_of_ten_fields() {
        let roles = reference_roles();
        assert_eq!(roles.len(), 20);
        assert!(roles.chunks(2).all(|pair| pair[0].field == pair[1].field));
        assert!(roles.iter().all(|role| role.resume.len() > 150 && role.job.len() > 150));
    }
}
