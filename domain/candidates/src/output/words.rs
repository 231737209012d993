//! The words that a printed resume has besides those of the seeker: headings, months, "present", in the languages that our own
//! reader knows.

use domain_model::candidates::sheet::SectionKind;

/// The words of one language.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// The language (BCP 47).
    pub(super) language: &'static str,
    pub(super) is_right_to_left: bool,
    /// The document itself: `Resume`.
    pub(super) resume: &'static str,
    /// What has not ended.
    pub(super) present: &'static str,
    /// In the order of [`SectionKind::ALL`].
    headings: [&'static str; 11],
}

impl Words {
    /// The heading of a section.
    pub(super) fn heading(&self, kind: SectionKind) -> &'static str {
        self.headings[kind as usize]
    }
}

/// The first language is the one that is taken when nothing is known.
pub(super) const LANGUAGES: [Words; 14] = [
    Words {
        language: "en",
        is_right_to_left: false,
        resume: "Resume",
        present: "present",
        headings: [
            "Profile",
            "Experience",
            "Volunteering",
            "Education",
            "Skills",
            "Languages",
            "Projects",
            "Certificates",
            "Awards",
            "Publications",
            "Interests",
        ],
    },
    Words {
        language: "de",
        is_right_to_left: false,
        resume: "Lebenslauf",
        present: "heute",
        headings: [
            "Profil",
            "Berufserfahrung",
            "Ehrenamt",
            "Ausbildung",
            "Kenntnisse",
            "Sprachen",
            "Projekte",
            "Zertifikate",
            "Auszeichnungen",
            "Veröffentlichungen",
            "Interessen",
        ],
    },
    Words {
        language: "fr",
        is_right_to_left: false,
        resume: "Curriculum vitæ",
        present: "aujourd'hui",
        headings: [
            "Profil",
            "Expérience professionnelle",
            "Bénévolat",
            "Formation",
            "Compétences",
            "Langues",
            "Projets",
            "Certificats",
            "Prix",
            "Publications",
            "Centres d'intérêt",
        ],
    },
    Words {
        language: "es",
        is_right_to_left: false,
        resume: "Currículum",
        present: "actualidad",
        headings: [
            "Perfil",
            "Experiencia",
            "Voluntariado",
            "Formación",
            "Competencias",
            "Idiomas",
            "Proyectos",
            "Certificados",
            "Premios",
            "Publicaciones",
            "Intereses",
        ],
    },
    Words {
        language: "it",
        is_right_to_left: false,
        resume: "Curriculum vitae",
        present: "oggi",
        headings: [
            "Profilo",
            "Esperienza",
            "Volontariato",
            "Istruzione",
            "Competenze",
            "Lingue",
            "Progetti",
            "Certificati",
            "Premi",
            "Pubblicazioni",
            "Interessi",
        ],
    },
    Words {
        language: "pt",
        is_right_to_left: false,
        resume: "Currículo",
        present: "atual",
        headings: [
            "Perfil",
            "Experiência",
            "Voluntariado",
            "Formação",
            "Competências",
            "Idiomas",
            "Projetos",
            "Certificações",
            "Prêmios",
            "Publicações",
            "Interesses",
        ],
    },
    Words {
        language: "nl",
        is_right_to_left: false,
        resume: "Curriculum vitae",
        present: "heden",
        headings: [
            "Profiel",
            "Werkervaring",
            "Vrijwilligerswerk",
            "Opleiding",
            "Vaardigheden",
            "Talen",
            "Projecten",
            "Certificaten",
            "Prijzen",
            "Publicaties",
            "Interesses",
        ],
    },
    Words {
        language: "pl",
        is_right_to_left: false,
        resume: "Życiorys",
        present: "obecnie",
        headings: [
            "Profil",
            "Doświadczenie",
            "Wolontariat",
            "Wykształcenie",
            "Umiejętności",
            "Języki",
            "Projekty",
            "Certyfikaty",
            "Nagrody",
            "Publikacje",
            "Zainteresowania",
        ],
    },
    Words {
        language: "sv",
        is_right_to_left: false,
        resume: "Meritförteckning",
        present: "nuvarande",
        headings: [
            "Profil",
            "Arbetslivserfarenhet",
            "Ideellt arbete",
            "Utbildning",
            "Kompetenser",
            "Språk",
            "Projekt",
            "Certifikat",
            "Utmärkelser",
            "Publikationer",
            "Intressen",
        ],
    },
    Words {
        language: "tr",
        is_right_to_left: false,
        resume: "Özgeçmiş",
        present: "halen",
        headings: [
            "Profil",
            "İş Deneyimi",
            "Gönüllü çalışmalar",
            "Eğitim",
            "Beceriler",
            "Diller",
            "Projeler",
            "Sertifikalar",
            "Ödüller",
            "Yayınlar",
            "Hobiler",
        ],
    },
    Words {
        language: "ru",
        is_right_to_left: false,
        resume: "Резюме",
        present: "настоящее время",
        headings: [
            "О себе",
            "Опыт работы",
            "Волонтёрство",
            "Образование",
            "Навыки",
            "Языки",
            "Проекты",
            "Сертификаты",
            "Награды",
            "Публикации",
            "Интересы",
        ],
    },
    Words {
        language: "hi",
        is_right_to_left: false,
        resume: "जीवन परिचय",
        present: "वर्तमान",
        headings: [
            "परिचय",
            "कार्य अनुभव",
            "स्वयंसेवा",
            "शिक्षा",
            "कौशल",
            "भाषाएँ",
            "परियोजनाएँ",
            "प्रमाणपत्र",
            "पुरस्कार",
            "प्रकाशन",
            "रुचियाँ",
        ],
    },
    Words {
        language: "ar",
        is_right_to_left: true,
        resume: "السيرة الذاتية",
        present: "الآن",
        headings: [
            "نبذة",
            "الخبرات العملية",
            "التطوع",
            "التعليم",
            "المهارات",
            "اللغات",
            "المشاريع",
            "الشهادات",
            "الجوائز",
            "المنشورات",
            "الاهتمامات",
        ],
    },
    Words {
        language: "fa",
        is_right_to_left: true,
        resume: "رزومه",
        present: "اکنون",
        headings: [
            "درباره من",
            "سوابق کاری",
            "داوطلبانه",
            "تحصیلات",
            "مهارت\u{200c}ها",
            "زبان\u{200c}ها",
            "پروژه ها",
            "گواهینامه\u{200c}ها",
            "افتخارات",
            "انتشارات",
            "علایق",
        ],
    },
];

/// The words of a language tag: those of its primary language.
pub(super) fn of_language(tag: &str) -> Option<&'static Words> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    LANGUAGES.iter().find(|words| words.language.eq_ignore_ascii_case(primary))
}

/// The words that suit a text of an unknown language: those of its script.
pub(super) fn of_script(text: &str) -> &'static Words {
    let counts = |tag: &'static str, is_of: fn(char) -> bool| (text.chars().filter(|&c| is_of(c)).count(), tag);
    let scripts = [
        counts("en", |c| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}')),
        counts("ru", |c| matches!(c, '\u{400}'..='\u{4ff}')),
        counts("hi", |c| matches!(c, '\u{900}'..='\u{97f}')),
        counts("fa", |c| matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی')),
        counts("ar", |c| matches!(c, '\u{600}'..='\u{6ff}')),
    ];
    let arabic = scripts[4].0;
    let is_persian = scripts[3].0 * 20 > arabic && arabic > 0;
    let most = scripts.iter().filter(|(_, tag)| *tag != "fa").max_by_key(|(count, _)| *count);
    let tag = most.filter(|(count, _)| *count > 0).map_or("en", |(_, tag)| *tag);
    of_language(if tag == "ar" && is_persian { "fa" } else { tag }).unwrap_or(&LANGUAGES[0])
}

/// The months of English, which is the only language that needs their names: elsewhere they are printed as numbers.
pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[cfg(test)]
mod tests {
    use domain_model::candidates::sheet::SectionKind;

    use super::*;
    use crate::parse::heading_kind;

    #[test]
    fn our_own_reader_knows_every_heading() {
        for words in &LANGUAGES {
            for &kind in SectionKind::ALL {
                let heading = words.heading(kind);
                assert_eq!(heading_kind(heading), Some(kind), "{heading} ({})", words.language);
            }
        }
    }

    #[test]
    fn a_language_is_found_by_its_tag_and_else_by_the_script() {
        assert_eq!(of_language("de-AT").map(|words| words.language), Some("de"));
        assert_eq!(of_language("tlh"), None);
        for (text, language) in
            [("Ада", "ru"), ("अनिल शर्मा", "hi"), ("ليلى حداد", "ar"), ("گروه پژوهشی", "fa"), ("Ana", "en"), ("", "en")]
        {
            assert_eq!(of_script(text).language, language, "{text}");
        }
    }
}
