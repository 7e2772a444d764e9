import type { Child } from 'hono/jsx'
import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import type { WhoAmI } from '../../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { Action } from '../../../model/policies/access.ts'
import { ReasonField } from '../../campaigns/acts/reason-field.tsx'
import { ActHead } from '../../frame/act-head.tsx'
import { mayDo, whoMay } from '../../frame/may-do.ts'
import { experimentHref } from '../figures.ts'

interface ActPageProps {
  readonly shown: ExperimentShown
  /** What is done, as its head says it. */
  readonly head: string
  /** The last part of its route. */
  readonly verb: 'start' | 'ramp' | 'stop' | 'decide'
  readonly action: Action
  readonly me: WhoAmI
  /** What it comes to, before it is done. */
  readonly effect: Child
  /** Fields beside the reason; null: it cannot be done as the experiment stands. */
  readonly fields: Child | null
  /** What stands on the button. */
  readonly button: string
  readonly look?: 'strong' | 'danger'
  /** Whether it would be refused now, as the effect says. */
  readonly isRefused?: boolean
}

/** The page of an act on an experiment: what it comes to, then its form. */
export function ActPage({ shown, head, verb, action, me, effect, fields, button, ...more }: ActPageProps) {
  const { look = 'strong', isRefused = false } = more
  const { key, revision } = shown
  const may = mayDo(me, action, [])
  return (
    <div class="page act-page learning">
      <ActHead href={experimentHref(key)} name={key}>
        {head}
      </ActHead>
      <section class="effect" aria-label="What it comes to">
        {effect}
      </section>
      {fields !== null && (
        <form
          class="fields"
          data-send={`POST /ops/v1/experiments/${encodeURIComponent(key)}/${verb}`}
          data-then={`go ${experimentHref(key)}`}
          {...(verb !== 'stop' && { 'data-if-match': `"${revision}"` })}
        >
          {fields}
          <ReasonField />
          <output role="alert"></output>
          <div class="acts">
            <button type="submit" class={`act ${look}`} disabled={!may || isRefused}>
              {button}
            </button>
            <a href={experimentHref(key)}>Leave it as it is</a>
            {may && isRefused && <small>It would be refused, for what is said above.</small>}
            {!may && (
              <small>
                You may not: {action} is granted to {whoMay(me, action)}.
              </small>
            )}
          </div>
        </form>
      )}
    </div>
  )
}
