// Runs before the first paint, so that nobody who chose dark is shown a white page, and what the page needs is fetched at once.
(function () {
  var root = document.documentElement;
  var choice = null;
  var language = null;
  try {
    choice = localStorage.getItem('jw.scheme');
    language = localStorage.getItem('jw.language');
    if (language) root.lang = language;
    if (localStorage.getItem('jw.signed-in')) root.setAttribute('data-signed-in', '');
  } catch (error) {
    // Storage may be switched off; the system's choice counts then.
  }
  var isDark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');

  var data = document.getElementById('preload');
  var files = data && JSON.parse(data.textContent);
  if (!files) return;
  var tags = [language].concat(navigator.languages.map(function (tag) { return tag.split('-')[0]; }));
  var texts = files.texts[tags.filter(function (tag) { return files.texts[tag]; })[0] || 'en'] || {};
  var path = location.pathname.replace(/^\/app\/?/, '').replace(/\/$/, '');
  var page = files.pages.filter(function (page) { return new RegExp(page.pattern).test(path); })[0];
  var scripts = [texts.common].concat(page ? [texts[page.texts]].concat(page.scripts) : []);
  scripts.forEach(function (file) { preload('modulepreload', file); });
  if (page) page.styles.forEach(function (file) { preload('preload', file, 'style'); });
  // Filters change the request: it is left to the page then.
  if (page && !location.search) preload('preload', page.data.slice(-1) === '/' ? page.data + path : page.data, 'fetch');

  function preload(rel, file, as) {
    if (!file) return;
    var link = document.createElement('link');
    link.rel = rel;
    if (as) link.as = as;
    // As the requests are that it is meant for: else it is fetched twice.
    if (as) link.crossOrigin = 'anonymous';
    link.href = file[0] === '/' ? file : '/app/' + file;
    document.head.appendChild(link);
  }
})();
