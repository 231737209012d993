// Runs before the first paint, so that nobody who chose dark is shown a white page.
(function () {
  var root = document.documentElement;
  var choice = null;
  try {
    choice = localStorage.getItem('jw.scheme');
    var language = localStorage.getItem('jw.language');
    if (language) root.lang = language;
  } catch (error) {
    // Storage may be switched off; the system's choice counts then.
  }
  var isDark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
})();
