function page(title: string, body: string, head = ""): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>${head}
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1.5rem;color-scheme:light dark}code{font-size:.95em}</style></head>
<body>${body}</body>
</html>
`;
}

/** Shown to a browser that came without the token. */
export const REFUSED_PAGE = page(
  "Pogo: open the address from the terminal",
  `<h1>Almost there</h1>
<p>Pogo is running, but it only lets in browsers that know its secret address.</p>
<p>Open the whole address that Pogo printed in the terminal; it looks like <code>http://127.0.0.1:…/?token=…</code>.
It changes each time Pogo starts. If it is out of sight, stop Pogo with Ctrl-C and start it again.</p>`,
);

/** Asks for the page again, now from this server's own page, so that the browser sends the cookie along. */
export const RETRY_PAGE = page(
  "Pogo",
  "<p>Opening Pogo…</p>",
  '<meta http-equiv="refresh" content="0; url=/?retry=1">',
);
