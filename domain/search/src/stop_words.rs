//! Stop words: function words, and words that every search for a job or every posting has.

/// Function words, folded.
const STOP_WORDS: &str = "\
a an and any are as at be but by can do does for from had has have he her his how i if in into is it its me my near no not \
of on one or our out she so some than that the their them there they this those to up us was we were what when where which \
who whose will with within without would you your im am id ive go \
der die das den dem des ein eine einen einem einer und oder mit fur im in am an auf zu zum zur bei als von vom ich du wir \
sie ist sind nach aus uber wo \
le la les l un une des du de et ou avec pour dans en au aux je nous vous sur chez par qui que est \
el los las una uno unos y o con para por en de del al yo soy que es lo su mi \
में की का के और या को से पर है हूं हूँ मैं एक लिए";

/// Words of sentences about looking for work.
const FILLERS: &str = "\
looking look seeking seek want wants wanted wish need needs find search searching like love something somewhere anything \
where someone help helping work working works role roles people person good great new best company companies team teams \
experience experienced years year using use uses about know knows also please show give get hiring hire available based \
involves involving involve related doing let lets make makes making ideally preferably mostly who both not only more other \
suche suchen gesucht moglichst gerne mochte will cherche recherche souhaite voudrais busco buscando quiero gustaria \
चाहिए ढूंढ रहा रही तलाश 寻找 找 想 的 工作 职位 岗位 招聘 我 在 和 与";

/// Words that every posting is.
const JOB: &str = "\
job jobs vacancy vacancies opening openings position positions career careers employment \
stelle stellen stellenangebot stellenangebote arbeit beruf jobsuche emploi emplois poste postes offre offres travail metier \
empleo empleos trabajo trabajos puesto puestos vacante vacantes oferta ofertas नौकरी नौकरियां जॉब काम 工作 职位 岗位 招聘";

/// Words that link those of a name.
const LINKS: &str = "of the and for de la le les l du des d et en el los las del y der die das und fur";

fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// Is it a function word?
pub(crate) fn is_stop_word(word: &str) -> bool {
    has(STOP_WORDS, word)
}

/// Does it only link the words of a name?
pub(crate) fn is_link(word: &str) -> bool {
    has(LINKS, word)
}

/// Is it said in sentences about looking for work?
pub(crate) fn is_filler(word: &str) -> bool {
    has(FILLERS, word)
}

/// Does it only say that a job is searched for?
pub(crate) fn is_job_word(word: &str) -> bool {
    has(JOB, word)
}
