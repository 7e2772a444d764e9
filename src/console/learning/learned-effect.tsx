import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { LearnedEffect } from '../../contracts/ops/answers/learned/learned-effect.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Part } from '../ask.ts'
import { Refusal } from '../frame/problem-page.tsx'
import { State, type Tone } from '../frame/state.tsx'
import { CheckList } from '../regions/check-list.tsx'
import { EffectFacts, EmptyPlaces } from '../regions/effect.tsx'
import { RunName } from './run-name.tsx'

const GOES: Readonly<Record<LearnedEffect['goes'], readonly [Tone, string]>> = {
  'to-all': ['good', 'The next publish brings it to all viewers.'],
  'canary-first': [
    'warn',
    'A canary goes first: some viewers get it, and it is promoted or withdrawn by what they do.',
  ],
  held: [
    'bad',
    'The publish that follows would be refused, and with it every other change of the region, until that is resolved or the run is retired.',
  ],
}

interface LearnedEffectViewProps {
  readonly effect: Part<LearnedEffect>
  readonly region: RegionId
  readonly me: WhoAmI
}

/** What an act on a run would change, before it is done: how far, for whom first, and what stands in its way. */
export function LearnedEffectView({ effect, region, me }: LearnedEffectViewProps) {
  if ('refused' in effect) return <Refusal problem={effect.refused} />
  const { run, goes, changedPercent, experimentsOff, result } = effect.answer
  const { changes, checks, refusals, holds = [] } = result
  const [tone, words] = GOES[goes]
  return (
    <section class="effect" aria-label="What it would change">
      <p>
        {region} would serve <RunName run={run} none="no run: taste from metadata alone" />.{' '}
        {changedPercent !== null && (
          <>
            <b class="number">{changedPercent.toFixed(1)} %</b> of the answers that were tried change by what was
            learned.
          </>
        )}
      </p>
      <p>
        <State tone={tone}>{words}</State>
      </p>
      <Ended experiments={experimentsOff} />
      {changes ? (
        <>
          <EffectFacts changes={changes} />
          <EmptyPlaces places={changes.decisions.newlyEmpty} atMost={5} />
          <Examples changes={changes} />
        </>
      ) : (
        <p class="dim">Nothing is live in {region} to compare with.</p>
      )}
      {goes === 'held' && <CheckList outcome={{ checks, refusals: [...holds, ...refusals] }} region={region} me={me} />}
    </section>
  )
}

function Ended({ experiments }: { readonly experiments: LearnedEffect['experimentsOff'] }) {
  if (experiments.length === 0) return null
  return (
    <>
      <p>
        <State tone="warn">Experiments that run would say nothing here:</State>
      </p>
      <ul>
        {experiments.map(({ key, reason }) => (
          <li>
            <a href={`/console/experiments/${key}`}>{key}</a>: {reason}.
          </li>
        ))}
      </ul>
    </>
  )
}

function Examples({ changes }: { readonly changes: NonNullable<LearnedEffect['result']['changes']> }) {
  const learned = changes.decisions.examples.filter(({ cause }) => cause === 'learned')
  if (learned.length === 0) return null
  return (
    <details>
      <summary>Some answers before and after</summary>
      <section class="scroll" tabindex={0} aria-label="Answers before and after">
        <table>
          <thead>
            <tr>
              <th scope="col">Asked</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {learned.map(({ place, viewer, surface, before, after }) => (
              <tr>
                <th scope="row">
                  {place} {viewer} {surface}
                </th>
                <td>
                  <code>{before ?? 'none'}</code>
                </td>
                <td>
                  <code>{after ?? 'none'}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
