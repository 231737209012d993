//! Resumes in European languages.

use super::check;

#[test]
fn german_table() {
    check(
        "
Lebenslauf

Name:\tKatharina Vogel
Geburtsdatum:\t12.03.1988
Anschrift:\tLindenstraße 7, 50674 Köln
Telefon:\t0221 9876543
E-Mail:\tk.vogel@example.de

Berufserfahrung

03/2018 – heute\tTeamleiterin Einkauf, Rheinwerk Maschinenbau GmbH, Köln
\t- Verantwortung für acht Mitarbeitende
\t- Verhandlung von Rahmenverträgen
09/2012 – 02/2018\tEinkäuferin, Stahlhandel Krause KG, Düsseldorf
\t- Beschaffung von Rohstoffen

Ausbildung

10/2008 – 08/2012\tB.A. Betriebswirtschaft, Hochschule Düsseldorf
08/2000 – 06/2008\tAbitur, Gymnasium am Neandertal

Kenntnisse
EDV: SAP MM, Excel, Power BI

Sprachen
Deutsch (Muttersprache), Englisch (verhandlungssicher), Französisch (Grundkenntnisse)
",
        "
name Katharina Vogel
reach k.vogel@example.de / 0221 9876543 / Lindenstraße 7, 50674 Köln
job Teamleiterin Einkauf @ Rheinwerk Maschinenbau GmbH 2018-03 present
job Einkäuferin @ Stahlhandel Krause KG 2012-09 2018-02
school B.A. / Betriebswirtschaft @ Hochschule Düsseldorf 2008-10 2012-08
school Abitur /  @ Gymnasium am Neandertal 2000-08 2008-06
skills SAP MM+Excel+Power BI
languages Deutsch=Muttersprache+Englisch=verhandlungssicher+Französisch=Grundkenntnisse
",
    );
}

#[test]
fn german_blocks() {
    check(
        "
Jonas Brandt
Softwareentwickler
Berlin, Deutschland · jonas@example.de · +49 151 23456789

BERUFLICHER WERDEGANG

Senior Softwareentwickler
Nordlicht Software AG, Berlin
seit Mai 2020
• Entwicklung von Diensten in Rust

Werkstudent
Institut für Informatik, Potsdam
Oktober 2017 bis April 2020
• Betreuung von Übungen

STUDIUM

M.Sc. Informatik
Universität Potsdam
2017 – 2020

SPRACHKENNTNISSE
Deutsch – Muttersprache
Englisch – C1
",
        "
name Jonas Brandt
reach jonas@example.de / +49 151 23456789 / Berlin, Deutschland
job Senior Softwareentwickler @ Nordlicht Software AG 2020-05 present
job Werkstudent @ Institut für Informatik 2017-10 2020-04
school M.Sc. / Informatik @ Universität Potsdam 2017 2020
languages Deutsch=Muttersprache+Englisch=C1
",
    );
}

#[test]
fn french() {
    check(
        "
Camille Lefèvre
12 rue des Lilas, 69003 Lyon
06 12 34 56 78 – camille.lefevre@example.fr

Expériences professionnelles

Cheffe de projet – Atelier Numérique SARL, Lyon
janvier 2019 – aujourd'hui
• Pilotage de quatre équipes

Assistante marketing – Boutique du Rhône, Villeurbanne
sept. 2015 – déc. 2018
• Rédaction de lettres d'information

Formation

Master en Marketing, Université Lumière Lyon 2
2013 – 2015
Licence d'économie, Université Grenoble Alpes
2010 – 2013

Compétences
Gestion de projet, SEO, Adobe Photoshop

Langues
Français : langue maternelle
Anglais : courant (TOEIC 920)
",
        "
name Camille Lefèvre
reach camille.lefevre@example.fr / 06 12 34 56 78 / 12 rue des Lilas, 69003 Lyon
job Cheffe de projet @ Atelier Numérique SARL 2019-01 present
job Assistante marketing @ Boutique du Rhône 2015-09 2018-12
school Master / Marketing @ Université Lumière Lyon 2 2013 2015
school Licence d'économie /  @ Université Grenoble Alpes 2010 2013
skills Gestion de projet+SEO+Adobe Photoshop
languages Français=langue maternelle+Anglais=courant (TOEIC 920)
",
    );
}

#[test]
fn spanish() {
    check(
        "
Lucía Fernández Ortega
Madrid, España | +34 612 345 678 | lucia@example.es

PERFIL PROFESIONAL
Ingeniera con ocho años de experiencia en redes eléctricas y en la dirección de equipos pequeños.

EXPERIENCIA LABORAL
Ingeniera de redes, Energía Ibérica S.A., Madrid
Marzo de 2018 – Actualidad
- Planificación de subestaciones
Becaria, Instalaciones Sol S.L., Toledo
Junio 2016 – Febrero 2018
- Apoyo en proyectos solares

FORMACIÓN ACADÉMICA
Grado en Ingeniería Eléctrica
Universidad Politécnica de Madrid
2012 – 2016

IDIOMAS
Español: nativo
Inglés: B2

HABILIDADES
AutoCAD, MATLAB, Trabajo en equipo
",
        "
name Lucía Fernández Ortega
reach lucia@example.es / +34 612 345 678 / Madrid, España
job Ingeniera de redes @ Energía Ibérica S.A. 2018-03 present
job Becaria @ Instalaciones Sol S.L. 2016-06 2018-02
school Grado / Ingeniería Eléctrica @ Universidad Politécnica de Madrid 2012 2016
skills AutoCAD+MATLAB+Trabajo en equipo
languages Español=nativo+Inglés=B2
",
    );
}

#[test]
fn portuguese() {
    check(
        "
Rafael Souza Lima
São Paulo, SP, Brasil
rafael@example.com.br | (11) 91234-5678

Resumo Profissional
Desenvolvedor com seis anos de experiência em sistemas de pagamento e integração com bancos.

Experiência Profissional

Pagamentos Já Ltda
Desenvolvedor Backend Sênior
mar/2020 - atual
• Arquitetura de microsserviços

Banco do Vale
Analista de Sistemas
jan/2017 - fev/2020
• Manutenção do sistema de crédito

Formação Acadêmica

Bacharelado em Ciência da Computação
Universidade Federal de Minas Gerais
2012 - 2016

Idiomas
Português (nativo), Inglês (avançado)
",
        "
name Rafael Souza Lima
reach rafael@example.com.br / (11) 91234-5678 / São Paulo, SP, Brasil
job Desenvolvedor Backend Sênior @ Pagamentos Já Ltda 2020-03 present
job Analista de Sistemas @ Banco do Vale 2017-01 2020-02
school Bacharelado / Ciência da Computação @ Universidade Federal de Minas Gerais 2012 2016
languages Português=nativo+Inglês=avançado
",
    );
}

#[test]
fn italian() {
    check(
        "
Giulia Moretti
Via Garibaldi 15, 10122 Torino
Tel: +39 347 1234567
Email: giulia.moretti@example.it

ESPERIENZE LAVORATIVE

Responsabile vendite\tgennaio 2019 - oggi
Dolciaria Alpina S.p.A., Torino
• Gestione di venti clienti

Commessa\tmarzo 2015 - dicembre 2018
Libreria Centrale, Asti
• Assistenza ai clienti

ISTRUZIONE E FORMAZIONE

Laurea triennale in Economia\t2011 - 2014
Università degli Studi di Torino

LINGUE
Italiano: madrelingua
Inglese: buono
",
        "
name Giulia Moretti
reach giulia.moretti@example.it / +39 347 1234567 / Via Garibaldi 15, 10122 Torino
job Responsabile vendite @ Dolciaria Alpina S.p.A. 2019-01 present
job Commessa @ Libreria Centrale 2015-03 2018-12
school Laurea triennale / Economia @ Università degli Studi di Torino 2011 2014
languages Italiano=madrelingua+Inglese=buono
",
    );
}

#[test]
fn dutch() {
    check(
        "
Sanne de Wit
Utrecht, Nederland
sanne@example.nl – 06 12345678

Werkervaring

mrt 2019 – heden
Projectleider, Waterschap Midden
Leiding over drie dijkprojecten

sep 2014 – feb 2019
Adviseur, Delta Advies B.V.
Berekeningen aan duikers

Opleiding

2010 – 2014
Bachelor Civiele Techniek, Hogeschool Utrecht

Talen
Nederlands (moedertaal), Engels (vloeiend), Duits (redelijk)
",
        "
name Sanne de Wit
reach sanne@example.nl / 06 12345678 / Utrecht, Nederland
job Projectleider @ Waterschap Midden 2019-03 present
job Adviseur @ Delta Advies B.V. 2014-09 2019-02
school Bachelor Civiele Techniek /  @ Hogeschool Utrecht 2010 2014
languages Nederlands=moedertaal+Engels=vloeiend+Duits=redelijk
",
    );
}

#[test]
fn polish() {
    check(
        "
Agnieszka Zielińska
ul. Polna 3/5, 31-112 Kraków
tel. 601 234 567, agnieszka@example.pl

Doświadczenie zawodowe

01.2020 – obecnie\tSpecjalista ds. kadr
\tHuta Nova S.A., Kraków
\t- Prowadzenie rekrutacji
06.2016 – 12.2019\tAsystentka biura
\tKancelaria Wrona, Tarnów
\t- Obsługa korespondencji

Wykształcenie

10.2011 – 06.2016\tUniwersytet Jagielloński
\tstudia magisterskie, Socjologia

Języki obce
angielski – biegły
niemiecki – podstawowy

Umiejętności
MS Office, Enova, Prawo pracy
",
        "
name Agnieszka Zielińska
reach agnieszka@example.pl / 601 234 567 / ul. Polna 3/5, 31-112 Kraków
job Specjalista ds. kadr @ Huta Nova S.A. 2020-01 present
job Asystentka biura @ Kancelaria Wrona 2016-06 2019-12
school studia magisterskie / Socjologia @ Uniwersytet Jagielloński 2011-10 2016-06
skills MS Office+Enova+Prawo pracy
languages angielski=biegły+niemiecki=podstawowy
",
    );
}

#[test]
fn swedish_and_turkish() {
    check(
        "
Elin Sandberg
Göteborg, Sverige
elin@example.se

Arbetslivserfarenhet
Systemutvecklare, Havsvind AB\tjan 2019 – nuvarande
- Byggde mätstationer

Utbildning
Civilingenjör, Chalmers tekniska högskola\t2013 – 2018

Språk
Svenska – modersmål
Engelska – flytande
",
        "
name Elin Sandberg
reach elin@example.se / - / Göteborg, Sverige
job Systemutvecklare @ Havsvind AB 2019-01 present
school Civilingenjör /  @ Chalmers tekniska högskola 2013 2018
languages Svenska=modersmål+Engelska=flytande
",
    );
    check(
        "
Mehmet Yıldız
İstanbul, Türkiye
mehmet@example.com.tr

İş Deneyimi
Yazılım Mühendisi, Boğaz Teknoloji A.Ş.
Ocak 2020 - Halen
• Ödeme sistemleri

Eğitim
Ege Üniversitesi
Lisans, Bilgisayar Mühendisliği
2015 - 2019

Diller
Türkçe (ana dil), İngilizce (ileri)
",
        "
name Mehmet Yıldız
reach mehmet@example.com.tr / - / İstanbul, Türkiye
job Yazılım Mühendisi @ Boğaz Teknoloji A.Ş. 2020-01 present
school Lisans / Bilgisayar Mühendisliği @ Ege Üniversitesi 2015 2019
languages Türkçe=ana dil+İngilizce=ileri
",
    );
}
