import type { QuarantineDetail } from '../../contracts/ops/answers/quarantine.ts'
import { ActHead } from '../frame/act-head.tsx'
import { mayDoWithFeed, whoMay } from '../frame/may-do.ts'
import type { ConsolePage } from '../page.ts'
import { itemName } from './item-name.ts'

/** `…/release`: tries an item again as it is. */
export const releaseItemPage = itemDecisionPage('release', {
  title: 'Try it again',
  effect:
    'It is read again as it is: what it lacked may be there by now. If nothing is wrong with it any more, it comes into force.',
  button: 'Try it again',
})

/** `…/drop`: forgets an item. */
export const dropItemPage = itemDecisionPage('drop', {
  title: 'Drop it',
  effect: 'It is forgotten here. Its last good version stays in force, and the next delivery judges it anew.',
  button: 'Drop it',
})

interface ItemDecision {
  readonly title: string
  readonly effect: string
  readonly button: string
}

function itemDecisionPage(verb: 'release' | 'drop', { title, effect, button }: ItemDecision): ConsolePage {
  return {
    path: `/console/quarantine/:id/${verb}`,
    section: 'quarantine',
    parameters: [],
    show: async ({ ask, me, path }) => {
      const { quarantine, item, line, feed } = await ask.get<QuarantineDetail>(
        `quarantine/${encodeURIComponent(path('id'))}`,
      )
      return {
        title,
        body: (
          <div class="page narrow quarantine">
            <ActHead href={`/console/quarantine/${quarantine}`} name={itemName({ item, line })}>
              {title}
            </ActHead>
            <p>{effect}</p>
            {mayDoWithFeed(me, 'quarantine.fix', feed) ? (
              <DecisionForm verb={verb} quarantine={quarantine} button={button} />
            ) : (
              <p class="notice" role="note">
                You may not: {whoMay(me, 'quarantine.fix')} may.
              </p>
            )}
          </div>
        ),
      }
    },
  }
}

interface DecisionFormProps {
  readonly verb: 'release' | 'drop'
  readonly quarantine: string
  readonly button: string
}

function DecisionForm({ verb, quarantine, button }: DecisionFormProps) {
  const isDrop = verb === 'drop'
  return (
    <form
      class="fields"
      data-send={isDrop ? `DELETE /ops/v1/quarantine/${quarantine}` : `POST /ops/v1/quarantine/${quarantine}/release`}
      data-body={isDrop ? 'none' : undefined}
      data-then={isDrop ? 'go /console/quarantine' : `go /console/quarantine/${quarantine}`}
    >
      {!isDrop && (
        <label>
          Why: it stands in the audit log
          <input name="reason" required maxlength={300} autofocus />
        </label>
      )}
      <div class="acts">
        <button type="submit" class="act strong" autofocus={isDrop}>
          {button}
        </button>
      </div>
      <output role="alert"></output>
    </form>
  )
}
