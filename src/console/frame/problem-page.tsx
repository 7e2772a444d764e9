import type { ProblemAnswer } from '../../contracts/ops/answers/problem.ts'
import { Frame } from './frame.tsx'
import { Prose } from './prose.tsx'
import type { Theme } from './theme.ts'

interface ProblemPageProps {
  readonly problem: ProblemAnswer
  readonly theme: Theme
  readonly isLocal: boolean
}

/** What stands in place of a page that cannot be shown: what is wrong, and what to do. */
export function ProblemPage({ problem, theme, isLocal }: ProblemPageProps) {
  const { status, title } = problem
  return (
    <Frame title={title} section={null} me={null} theme={theme}>
      <div class="problem">
        <h1>{title}</h1>
        {status === 401 ? <HowToSignIn isLocal={isLocal} /> : <Refusal problem={problem} />}
        {status === 503 && (
          <p>
            What is live keeps playing, and a <a href="/console/takedowns/new">takedown</a> needs no scheduling store.{' '}
            <a href="/console">Now</a> says what is known of each region. Loading this page again is safe: looking at it
            changed nothing.
          </p>
        )}
        <p class="dim">Status {status}.</p>
      </div>
    </Frame>
  )
}

/** A refusal, wherever a page shows one: also in place of a part of the page. */
export function Refusal({ problem }: { readonly problem: ProblemAnswer }) {
  const { title, detail, field } = problem
  return (
    <p class="refusal" role="note">
      <b>{title}.</b> <Prose text={detail} />
      {field !== undefined && (
        <>
          {' '}
          Field: <code>{field}</code>.
        </>
      )}
    </p>
  )
}

function HowToSignIn({ isLocal }: { readonly isLocal: boolean }) {
  if (!isLocal) return <p>Sign in through Cloudflare Access: load this page again, and it asks who you are.</p>
  return (
    <p>
      <a href="/console/sign-in">Sign in with a token of this stack</a>: <code>npm start</code> prints an address that
      does it at once, for each of two persons.
    </p>
  )
}
