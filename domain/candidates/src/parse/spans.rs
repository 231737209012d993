//! Which lines of a document became part of a field.

use std::collections::HashSet;

use domain_model::candidates::document::Document;
use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::{Employer, StructuredResume};

/// The lines that are neither in a field nor a heading.
pub(super) fn unread_lines(document: &Document, resume: &StructuredResume, headings: &[usize]) -> Vec<u32> {
    let mut read = Read { lines: headings.iter().filter_map(|&line| u32::try_from(line).ok()).collect() };
    read.resume(resume);
    let all = (0..document.lines.len()).filter_map(|line| u32::try_from(line).ok());
    all.filter(|line| !read.lines.contains(line)).collect()
}

struct Read {
    lines: HashSet<u32>,
}

impl Read {
    fn field<T>(&mut self, field: &Field<T>) {
        self.lines.extend(field.spans.iter().map(|span| span.line));
    }

    fn fields<T>(&mut self, fields: &[Field<T>]) {
        for field in fields {
            self.field(field);
        }
    }

    fn resume(&mut self, resume: &StructuredResume) {
        self.fields(&[
            resume.name.clone(),
            resume.headline.clone(),
            resume.summary.clone(),
            resume.contacts.location.clone(),
        ]);
        self.fields(&resume.contacts.emails);
        self.fields(&resume.contacts.phones);
        self.fields(&resume.links);
        self.fields(&resume.interests);
        resume.experience.iter().chain(&resume.volunteering).for_each(|employer| self.employer(employer));
        for entry in &resume.education {
            self.fields(&[
                entry.institution.clone(),
                entry.degree.clone(),
                entry.field.clone(),
                entry.location.clone(),
                entry.grade.clone(),
            ]);
            self.field(&entry.start);
            self.field(&entry.end);
            self.fields(&entry.notes);
        }
        for group in &resume.skills {
            self.field(&group.name);
            for skill in &group.skills {
                self.field(&skill.name);
                self.field(&skill.level);
                self.fields(&skill.details);
            }
        }
        for language in &resume.languages {
            self.field(&language.language);
            self.field(&language.fluency);
        }
        for project in &resume.projects {
            self.field(&project.name);
            self.field(&project.start);
            self.field(&project.end);
            self.field(&project.url);
            self.fields(&project.highlights);
        }
        for certificate in &resume.certificates {
            self.field(&certificate.name);
            self.field(&certificate.issuer);
            self.field(&certificate.date);
        }
        for award in &resume.awards {
            self.field(&award.title);
            self.field(&award.awarder);
            self.field(&award.date);
            self.fields(&award.notes);
        }
        for publication in &resume.publications {
            self.field(&publication.name);
            self.field(&publication.date);
            self.fields(&publication.notes);
        }
    }

    fn employer(&mut self, employer: &Employer) {
        self.field(&employer.name);
        self.field(&employer.location);
        for position in &employer.positions {
            self.field(&position.title);
            self.field(&position.location);
            self.field(&position.start);
            self.field(&position.end);
            self.fields(&position.highlights);
        }
    }
}
