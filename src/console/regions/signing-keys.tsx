import type { KeysKnown } from '../../contracts/ops/answers/regions.ts'
import { State, type Tone } from '../frame/state.tsx'

/** A key that ends within so many days has to be replaced now. */
const SOON_DAYS = 14

/** The keys that sign snapshots, and how long edges still trust each. */
export function SigningKeys({ known: { keys, keyProblem } }: { readonly known: KeysKnown }) {
  return (
    <section class="panel" aria-label="Signing keys" data-part="keys">
      <h2>Signing keys</h2>
      {keyProblem !== null && <p class="refusal">{keyProblem}</p>}
      {keys.length === 0 && <p class="empty">No key is known.</p>}
      <ul class="plain-list padded">
        {keys.map((key) => (
          <li>
            <State tone={toneOf(key)}>
              <code>{key.kid}</code>
            </State>{' '}
            {key.signs ? 'signs now' : 'verifies only'}, <small>{endOf(key)}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Key = KeysKnown['keys'][number]

function toneOf({ daysLeft }: Key): Tone {
  if (daysLeft === null || daysLeft >= SOON_DAYS) return 'good'
  return daysLeft < 0 ? 'bad' : 'warn'
}

function endOf({ notAfter, daysLeft }: Key): string {
  if (notAfter === null || daysLeft === null) return 'no end is known'
  const when = notAfter.slice(0, 10)
  return daysLeft < 0 ? `ended on ${when}: edges do not trust it` : `ends on ${when}, in ${daysLeft} days`
}
