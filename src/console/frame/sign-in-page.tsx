import { Document } from './document.tsx'
import type { Theme } from './theme.ts'

/** Where a browser signs in to a local stack; its script takes a token after `#` at once, and forgets it. */
export function SignInPage({ theme, isLocal }: { readonly theme: Theme; readonly isLocal: boolean }) {
  return (
    <Document title="Sign in" theme={theme}>
      <main id="main" class="problem">
        <h1>Sign in</h1>
        {isLocal ? <TokenForm /> : <p>Cloudflare Access signs you in here: open any page, and it asks who you are.</p>}
      </main>
    </Document>
  )
}

function TokenForm() {
  return (
    <form data-sign-in class="fields">
      <label>
        Token of a person, as <code>npm start</code> prints it
        <input name="token" type="password" autocomplete="off" required />
      </label>
      <button type="submit" class="act strong">
        Sign in
      </button>
      <output role="alert"></output>
      <noscript>Signing in needs JavaScript; reading does not.</noscript>
    </form>
  )
}
