//! Imports of files of other programs, through the real child process.

use std::io::{Cursor, Write};
use std::sync::Arc;

use adapter_documents::SandboxedParser;
use bytes::Bytes;
use domain_candidates::{ExchangeError, ExchangeResult, Imported, ResumeExchange};
use domain_model::candidates::exchange::{ExchangeFormat, Omission, OriginalFile};
use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::{Language, StructuredResume};
use lopdf::{Document, Object, Stream, dictionary};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn exchange() -> ResumeExchange {
    let parser = SandboxedParser::new(env!("CARGO_BIN_EXE_read-document").into(), &[]);
    ResumeExchange::new(Arc::new(parser))
}

async fn import(bytes: impl Into<Bytes>) -> ExchangeResult<Imported> {
    exchange().import(bytes.into()).await
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an archive can be written to memory");
        zip.write_all(content).expect("an archive can be written to memory");
    }
    zip.finish().expect("an archive can be written to memory").into_inner()
}

/// A PDF as the portal writes it: the XML is compressed and hangs on the tree of names.
fn pdf_with(attachment: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let mut file = Stream::new(dictionary! { "Type" => "EmbeddedFile", "Subtype" => "text/xml" }, attachment.into());
    file.compress().expect("a PDF can be written to memory");
    let file = document.add_object(file);
    let specification = document.add_object(dictionary! {
        "Type" => "Filespec",
        "UF" => Object::string_literal("attachment.xml"),
        "EF" => dictionary! { "F" => file, "UF" => file },
    });
    let names = dictionary! { "Names" => vec![Object::string_literal("attachment.xml"), specification.into()] };
    let pages = document.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog",
        "Pages" => pages,
        "Names" => dictionary! { "EmbeddedFiles" => names },
    });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF can be written to memory");
    bytes
}

fn texts(fields: &[Field<String>]) -> Vec<&str> {
    fields.iter().map(Field::as_str).collect()
}

fn fluencies(languages: &[Language]) -> Vec<(&str, &str)> {
    languages.iter().map(|language| (language.language.as_str(), language.fluency.as_str())).collect()
}

fn private(imported: &Imported) -> Vec<&str> {
    let private = imported.left_out.iter().filter(|left| left.why == Omission::Private);
    private.map(|left| left.path.rsplit('/').next().expect("it is there")).collect()
}

const CANDIDATE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9"
    xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:hr="http://www.hr-xml.org/3">
  <hr:DocumentID schemeID="T-1" schemeName="DocumentIdentifier"/>
  <CandidateSupplier><hr:PartyName>Owner</hr:PartyName></CandidateSupplier>
  <CandidatePerson>
    <PersonName><oa:GivenName>Μαρία</oa:GivenName><hr:FamilyName>Παππά</hr:FamilyName></PersonName>
    <Communication><ChannelCode>Email</ChannelCode><oa:URI>maria@example.org</oa:URI></Communication>
    <Communication><ChannelCode>Telephone</ChannelCode><UseCode>mobile</UseCode><CountryDialing>30</CountryDialing>
      <oa:DialNumber>2101234567</oa:DialNumber><CountryCode>gr</CountryCode></Communication>
    <Communication><UseCode>home</UseCode><Address type="home"><oa:AddressLine>Οδός 1</oa:AddressLine>
      <oa:CityName>Αθήνα</oa:CityName><CountryCode>gr</CountryCode><oa:PostalCode>105 57</oa:PostalCode></Address></Communication>
    <Communication><ChannelCode>Social Media</ChannelCode><UseCode>LinkedIn</UseCode><oa:URI>https://l.example/maria</oa:URI></Communication>
    <NationalityCode>gr</NationalityCode><hr:BirthDate>1990-01-01</hr:BirthDate><GenderCode>female</GenderCode>
    <PrimaryLanguageCode name="NORMAL">ell</PrimaryLanguageCode>
  </CandidatePerson>
  <CandidateProfile languageCode="en">
    <hr:ExecutiveSummary>&lt;p&gt;Builds &lt;strong&gt;ships&lt;/strong&gt;.&lt;/p&gt;</hr:ExecutiveSummary>
    <EmploymentHistory>
      <EmployerHistory><hr:OrganizationName>Yard</hr:OrganizationName>
        <OrganizationContact><Communication><Address><oa:CityName>Piraeus</oa:CityName><CountryCode>gr</CountryCode></Address></Communication></OrganizationContact>
        <hr:IndustryCode>c</hr:IndustryCode>
        <PositionHistory><PositionTitle typeCode="FREETEXT">Lead</PositionTitle>
          <eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2021-03</hr:FormattedDateTime></eures:StartDate>
            <hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod>
          <oa:Description>&lt;ul&gt;&lt;li&gt;R&amp;amp;D&lt;/li&gt;&lt;li&gt;Ten people&lt;/li&gt;&lt;/ul&gt;</oa:Description>
          <City>Piraeus</City><Country>gr</Country></PositionHistory></EmployerHistory>
      <EmployerHistory><hr:OrganizationName>Yard</hr:OrganizationName>
        <PositionHistory><PositionTitle>Welder</PositionTitle>
          <eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2015</hr:FormattedDateTime></eures:StartDate>
            <eures:EndDate><hr:FormattedDateTime>2021-02-28</hr:FormattedDateTime></eures:EndDate>
            <hr:CurrentIndicator>false</hr:CurrentIndicator></eures:EmploymentPeriod></PositionHistory></EmployerHistory>
    </EmploymentHistory>
    <EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>NTUA</hr:OrganizationName>
      <AttendancePeriod><StartDate><hr:FormattedDateTime>2010</hr:FormattedDateTime></StartDate><Ongoing>false</Ongoing></AttendancePeriod>
      <EducationDegree><hr:DegreeName>Diploma</hr:DegreeName><FinalGrade><hr:ScoreText>9/10</hr:ScoreText></FinalGrade></EducationDegree>
      <EducationLevelCode>7</EducationLevelCode></EducationOrganizationAttendance></EducationHistory>
    <eures:Licenses><eures:License><hr:LicenseTypeCode>B</hr:LicenseTypeCode></eures:License></eures:Licenses>
    <PersonQualifications><PersonCompetency><CompetencyID schemeName="NORMAL">eng</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID>
      <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Understanding-Listening</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension>
      <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Writing-Production</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>B2</hr:ScoreText></eures:Score></eures:CompetencyDimension>
    </PersonCompetency></PersonQualifications>
    <Skills><PersonCompetency><hr:TaxonomyID>Digital_Skill</hr:TaxonomyID><hr:CompetencyName>CAD</hr:CompetencyName></PersonCompetency>
      <SkillsGroup><Title>Metal</Title><PersonCompetency><hr:CompetencyName>TIG</hr:CompetencyName></PersonCompetency></SkillsGroup></Skills>
    <eures:Attachment><oa:EmbeddedData>ZGF0YQ==</oa:EmbeddedData></eures:Attachment>
    <Others><Title>Boats</Title><Other><Title>Argo</Title></Other></Others>
  </CandidateProfile>
</Candidate>"#;

fn assert_is_maria(imported: &Imported) {
    let resume = &imported.resume;
    assert_eq!(imported.format, ExchangeFormat::Europass);
    assert_eq!(resume.name.as_str(), "Μαρία Παππά");
    assert_eq!(texts(&resume.contacts.phones), ["+30 2101234567"]);
    assert_eq!(resume.contacts.location.as_str(), "Οδός 1, 105 57 Αθήνα, GR");
    assert_eq!(resume.links[0].value.as_ref().expect("it is there").network.as_deref(), Some("LinkedIn"));
    assert_eq!(resume.summary.as_str(), "Builds ships.");
    let [yard] = resume.experience.as_slice() else { panic!("{:?}", resume.experience) };
    assert_eq!((yard.location.as_str(), yard.positions.len()), ("Piraeus, GR", 2));
    assert_eq!(texts(&yard.positions[0].highlights), ["R&D", "Ten people"]);
    assert_eq!(yard.positions[0].end.value.expect("it is there").to_string(), "present");
    assert_eq!(yard.positions[1].end.value.expect("it is there").to_string(), "2021-02-28");
    assert_eq!(resume.education[0].grade.as_str(), "9/10");
    assert!(resume.education[0].end.is_missing());
    assert_eq!(resume.certificates[0].name.as_str(), "Driving licence B");
    assert_eq!(fluencies(&resume.languages), [("Greek", "mother tongue"), ("English", "listening C1, writing B2")]);
    let groups: Vec<_> =
        resume.skills.iter().map(|group| (group.name.as_str(), group.skills[0].name.as_str())).collect();
    assert_eq!(groups, [("", "CAD"), ("Metal", "TIG")]);
    assert_eq!(private(imported), ["NationalityCode", "BirthDate", "GenderCode", "Attachment"]);
    let left: Vec<&str> = imported.left_out.iter().map(|left| left.path.as_str()).collect();
    for expected in [
        "Candidate/CandidateProfile/EmploymentHistory/EmployerHistory[1]/IndustryCode",
        "Candidate/CandidateProfile/Others[1]/Other",
    ] {
        assert!(left.contains(&expected), "{left:?}");
    }
}

#[tokio::test]
async fn a_europass_candidate_is_imported_as_xml_and_out_of_a_pdf() {
    assert_is_maria(&import(CANDIDATE).await.unwrap());
    assert_is_maria(&import(pdf_with(CANDIDATE)).await.unwrap());
}

#[tokio::test]
async fn a_europass_skills_passport_is_imported() {
    let imported = import(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="en">
  <DocumentInfo><DocumentType>ECV</DocumentType></DocumentInfo>
  <LearnerInfo>
    <Identification>
      <PersonName><FirstName>Łucja</FirstName><Surname>Żak</Surname></PersonName>
      <ContactInfo>
        <Address><Contact><AddressLine>ul. Długa 1</AddressLine><PostalCode>00-001</PostalCode><Municipality>Warszawa</Municipality><Country><Code>PL</Code><Label>Poland</Label></Country></Contact></Address>
        <Email><Contact>lucja@example.org</Contact></Email>
        <TelephoneList><Telephone><Contact>+48 22 1</Contact><Use><Code>home</Code></Use></Telephone></TelephoneList>
        <WebsiteList><Website><Contact>lucja.example</Contact></Website></WebsiteList>
      </ContactInfo>
      <Demographics><Birthdate year="1980" month="--05"/><Gender><Code>F</Code></Gender></Demographics>
    </Identification>
    <Headline><Type><Code>position</Code><Label>POSITION</Label></Type><Description><Label>Nurse</Label></Description></Headline>
    <WorkExperienceList><WorkExperience>
      <Period><From year="2012" month="--03" day="---15"/><Current>true</Current></Period>
      <Position><Label>Ward nurse</Label></Position>
      <Activities>&lt;ul&gt;&lt;li&gt;Cared&lt;/li&gt;&lt;/ul&gt;</Activities>
      <Employer><Name>Szpital</Name><ContactInfo><Address><Contact><Municipality>Kraków</Municipality></Contact></Address></ContactInfo></Employer>
    </WorkExperience></WorkExperienceList>
    <Education><Period><From year="2005"/><To year="2008" month="--06"/></Period><Title>BSc Nursing</Title><Organisation><Name>UJ</Name></Organisation></Education>
    <Skills>
      <Linguistic>
        <MotherTongueList><MotherTongue><Description><Code>pl</Code><Label>polski</Label></Description></MotherTongue></MotherTongueList>
        <ForeignLanguageList><ForeignLanguage><Description><Code>de</Code></Description>
          <ProficiencyLevel><Listening>B2</Listening><Reading>B2</Reading><SpokenInteraction>B2</SpokenInteraction><SpokenProduction>B2</SpokenProduction><Writing>B2</Writing></ProficiencyLevel></ForeignLanguage></ForeignLanguageList>
      </Linguistic>
      <Computer><Description>&lt;p&gt;Excel&lt;/p&gt;</Description></Computer>
      <Driving><Description><Licence>A</Licence><Licence>B</Licence></Description></Driving>
    </Skills>
    <AchievementList>
      <Achievement><Title><Code>honors_awards</Code><Label>Honours</Label></Title><Description>&lt;p&gt;Nurse of the year&lt;/p&gt;</Description></Achievement>
      <Achievement><Title><Code>memberships</Code></Title><Description>Union</Description></Achievement>
    </AchievementList>
  </LearnerInfo>
</SkillsPassport>"#,
    )
    .await
    .unwrap();
    let resume = &imported.resume;
    assert_eq!((resume.name.as_str(), resume.headline.as_str()), ("Łucja Żak", "Nurse"));
    assert_eq!(resume.contacts.location.as_str(), "ul. Długa 1, 00-001 Warszawa, Poland");
    assert_eq!(texts(&resume.contacts.phones), ["+48 22 1"]);
    let szpital = &resume.experience[0];
    assert_eq!((szpital.name.as_str(), szpital.location.as_str()), ("Szpital", "Kraków"));
    assert_eq!(szpital.positions[0].start.value.unwrap().to_string(), "2012-03-15");
    assert_eq!(szpital.positions[0].end.value.unwrap().to_string(), "present");
    assert_eq!(resume.education[0].end.value.unwrap().to_string(), "2008-06");
    assert_eq!(fluencies(&resume.languages), [("polski", "mother tongue"), ("German", "B2")]);
    assert_eq!(resume.skills[0].name.as_str(), "Computer");
    assert_eq!(resume.certificates.len(), 2);
    assert_eq!(resume.awards[0].title.as_str(), "Nurse of the year");
    assert_eq!(private(&imported), ["Demographics"]);
    assert!(imported.left_out.iter().any(|left| left.path.contains("Achievement[2]")), "{:?}", imported.left_out);
}

#[tokio::test]
async fn a_linkedin_archive_is_imported() {
    let positions = "\u{feff}Company Name,Title,Description,Location,Started On,Finished On\r\n\
                     Acme,\"Lead, platform\",\"• Built \"\"it\"\"\n• Ran it\",Cork,Jan 2020,\r\n";
    let bytes = zip(&[
        ("Export/Positions.csv", positions.as_bytes()),
        ("Export/Profile.csv", "First Name,Last Name,Birth Date\nمريم,الحسيني,May 1\n".as_bytes()),
        ("Export/Connections.csv", b"Notes:\n\"private\"\n"),
    ]);
    let imported = import(bytes).await.unwrap();
    assert_eq!(imported.format, ExchangeFormat::LinkedIn);
    assert_eq!(imported.resume.name.as_str(), "مريم الحسيني");
    let position = &imported.resume.experience[0].positions[0];
    assert_eq!(position.title.as_str(), "Lead, platform");
    assert_eq!(texts(&position.highlights), ["Built \"it\"", "Ran it"]);
    assert_eq!(private(&imported), ["Profile.csv: Birth Date"]);
}

#[tokio::test]
async fn our_archive_contains_the_document() {
    let resume = StructuredResume { name: Field::clear("王小明".to_owned(), vec![]), ..StructuredResume::default() };
    let original = OriginalFile { name: "履歴書.pdf".to_owned(), bytes: vec![0xff; 10 * 1024 * 1024] };
    let exchange = exchange();
    let exported = exchange.export(&resume, ExchangeFormat::Archive, Some(original.clone())).await.unwrap();
    assert_eq!((exported.media_type, exported.extension), ("application/zip", "zip"));
    let imported = exchange.import(exported.bytes).await.unwrap();
    assert_eq!((imported.resume, imported.original), (resume, Some(original)));
}

#[tokio::test]
async fn an_archive_of_a_newer_version_is_refused_with_both_versions() {
    let bytes = zip(&[("jobwright-resume.json", br#"{"format": "jobwright-resume", "version": 9, "resume": {}}"#)]);
    assert!(matches!(import(bytes).await, Err(ExchangeError::NewerVersion { found: 9, known: 1 })));
}

#[tokio::test]
async fn an_import_error_has_a_reason() {
    let zeros = vec![b'0'; 32 * 1024 * 1024];
    for (bytes, expected) in [
        (Vec::new(), "empty"),
        (vec![b' '; 13 * 1024 * 1024], "larger"),
        (zip(&[("Profile.csv", &zeros)]), "larger"),
        (b"Ada Lovelace".to_vec(), "neither"),
        (b"<rss/>".to_vec(), "neither"),
        (b"{\"basics\": 7}".to_vec(), "`basics` has to be an object, but is a number"),
        (b"{}".to_vec(), "nothing in the file"),
        (b"<!DOCTYPE a [<!ENTITY b \"c\">]><Candidate>&b;</Candidate>".to_vec(), "document type"),
        ("<a>".repeat(100_000).into_bytes(), "nested too deep"),
    ] {
        let error = import(bytes).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[tokio::test]
async fn linkedin_is_a_format_for_import_only() {
    let refused = exchange().export(&StructuredResume::default(), ExchangeFormat::LinkedIn, None).await;
    assert!(matches!(refused, Err(ExchangeError::ReadOnly(ExchangeFormat::LinkedIn))));
}
