import type { RecordedChangeAnswer, RecordedChanges } from '../../contracts/ops/answers/history/recorded-changes.ts'
import type { Part } from '../ask.ts'
import { Refusal } from '../frame/problem-page.tsx'
import { timeOf } from './verdict/words.ts'

/** So many are read at a glance; the log has the others. */
const SHOWN = 40

/** Changes that take something from viewers, or that somebody made in need. */
const GRAVE: readonly RecordedChangeAnswer['kind'][] = ['refusal', 'rollback', 'takedown', 'narrowing', 'override']

/** What was changed in 24 hours, the newest first, each leading to its page. */
export function ChangesPanel({ changes }: { readonly changes: Part<RecordedChanges> }) {
  return (
    <section class="panel changes" aria-labelledby="what-changed">
      <h2 id="what-changed">
        What changed <small>24 hours, newest first, UTC</small>
      </h2>
      {/* Renewed inside of what scrolls, which stays where it was scrolled to. */}
      <div class="changes-scroll">
        <div data-part="changes">
          {'answer' in changes ? <Changes {...changes.answer} /> : <Refusal problem={changes.refused} />}
        </div>
      </div>
    </section>
  )
}

function Changes({ changes, more }: RecordedChanges) {
  if (changes.length === 0) return <p class="empty">Nothing was changed.</p>
  const beyond = changes.length > SHOWN || more !== null
  return (
    <>
      <ol class="plain-list">
        {changes.slice(0, SHOWN).map(({ at, kind, actor, summary, href }) => (
          <li class={GRAVE.includes(kind) ? 'grave' : undefined}>
            <time datetime={at}>{timeOf(Date.parse(at))}</time>
            <a href={href} class="name">
              {summary}
            </a>
            <small class="name">
              {kind} · {actor}
            </small>
          </li>
        ))}
      </ol>
      {beyond && (
        <p class="empty">
          <a href="/console/audit">The log has more of it</a>
        </p>
      )}
    </>
  )
}
