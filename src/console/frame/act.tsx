import type { Child } from 'hono/jsx'
import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Action } from '../../model/policies/access.ts'
import { mayDo, whoMay } from './may-do.ts'

interface ActProps {
  /** The page of the act, which says what it would do before it does it. */
  readonly href: string
  readonly me: WhoAmI
  readonly action: Action
  /** Where it is done; none: wherever the role may do it. */
  readonly regions?: readonly RegionId[]
  /** The key that presses it. */
  readonly hotkey?: string
  readonly look?: 'strong' | 'danger'
  readonly children: Child
}

/** A link to the page of an act. Whoever may not do it sees that, and who may. */
export function Act({ href, me, action, regions = [], hotkey, look, children }: ActProps) {
  const classes = look === undefined ? 'act' : `act ${look}`
  if (!mayDo(me, action, regions)) {
    return (
      <span class="act" aria-disabled="true" title={`${action}: not granted to you`}>
        {children} <small>{whoMay(me, action)} may</small>
      </span>
    )
  }
  return (
    <a class={classes} href={href} data-act data-key={hotkey}>
      {children} {hotkey !== undefined && <kbd>{hotkey}</kbd>}
    </a>
  )
}
