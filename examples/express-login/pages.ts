/** The site's own pages: what Sekisho needs of them is the script tag. */
export const pages = {
  /** `siteKey` and `session` hold no character that HTML minds; anything from outside would have to be escaped. */
  login: (siteKey: string, session: string, error = '') =>
    document(
      'Login',
      `<script src="/s/agent.js" data-site-key="${siteKey}" data-session="${session}" defer></script>
<p role="alert">${error}</p>
<form method="post" action="/login">
<p><label>E-mail address <input name="username" inputmode="email" autocomplete="username"></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password"></label></p>
<button>Log in</button>
</form>`,
    ),
  code: (sentence: string) =>
    document(
      'One more step',
      `<p>${sentence}</p>
<form method="post" action="/step-up">
<p><label>Code from our call <input name="code" inputmode="numeric" autocomplete="one-time-code"></label></p>
<button>Go on</button>
</form>`,
    ),
  /** The question stands where the owner comes by himself: no notice has a link to it. */
  welcome: (asked: boolean) =>
    document(
      'Welcome',
      `<p>You are logged in.</p>
${asked ? WAS_IT_YOU : ''}`,
    ),
  message: (title: string, sentence: string) => document(title, `<p>${sentence}</p>`),
};

const WAS_IT_YOU = `<form method="post" action="/was-it-you">
<p>We stopped a login to your account. Was it you?</p>
<button name="answer" value="yes">It was me</button>
<button name="answer" value="no">It was not me</button>
</form>`;

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<h1>${title}</h1>
${body}
</html>
`;
}
