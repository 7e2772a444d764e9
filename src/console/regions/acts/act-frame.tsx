import type { Child } from 'hono/jsx'
import type { WhoAmI } from '../../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import type { Action } from '../../../model/policies/access.ts'
import { ActHead } from '../../frame/act-head.tsx'
import { mayDo, whoMay } from '../../frame/may-do.ts'

interface ActFrameProps {
  readonly title: string
  readonly region: string
  readonly children: Child
}

/** The page of an act: what it would change first, then the form that does it. */
export function ActFrame({ title, region, children }: ActFrameProps) {
  return (
    <div class="page act-page">
      <ActHead href={`/console/regions/${region}`} name={region}>
        {title}
      </ActHead>
      {children}
    </div>
  )
}

/** What a form of a region sends, and what it is called. */
export interface ActOrder {
  readonly me: WhoAmI
  readonly region: RegionId
  readonly action: Action
  /** Method and path. */
  readonly send: string
  /** The words on the button. */
  readonly words: string
  /** What happens when the same order is sent again: somebody presses twice, or nobody knows whether it was done. */
  readonly repeated: string
}

interface ActFormProps extends ActOrder {
  readonly children?: Child
}

/** Fields and a reason. Whoever may not do it sees who may; what would happen can be seen by everybody. */
export function ActForm({ me, region, action, send, words, repeated, children }: ActFormProps) {
  const may = mayDo(me, action, [region])
  return (
    <form
      class="fields"
      data-send={send}
      data-then={`show /console/regions/${region}/clock?sequence={sequence}&outcome={outcome}`}
      data-done="Sent."
    >
      {children}
      <label>
        Reason
        <input name="reason" required maxlength={300} disabled={!may} autocomplete="off" />
      </label>
      <output role="alert"></output>
      <div class="acts">
        <button type="submit" class="act strong" disabled={!may}>
          {words}
        </button>
        {!may && (
          <small>
            You may not: {action} is granted to {whoMay(me, action)}.
          </small>
        )}
      </div>
      <p class="dim">{repeated}</p>
    </form>
  )
}
