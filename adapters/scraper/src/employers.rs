//! Employers whose boards are known by name, without configuration. They are read when they are asked for, not by schedule.

/// An employer's board.
pub(crate) struct KnownEmployer {
    pub(crate) name: &'static str,
    pub(crate) company: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) board: &'static str,
}

/// The employers.
pub(crate) const EMPLOYERS: [KnownEmployer; 4] = [
    KnownEmployer { name: "deloitte", company: "Deloitte", kind: "avature", board: "apply.deloitte.com/en_US/careers" },
    KnownEmployer { name: "pwc", company: "PwC", kind: "workday", board: "pwc.wd3/Global_Experienced_Careers" },
    KnownEmployer { name: "kpmg", company: "KPMG", kind: "oracle", board: "ejvp.fa.us2/CX_1" },
    KnownEmployer { name: "ey", company: "EY", kind: "successfactors", board: "careers.ey.com/ey" },
];
