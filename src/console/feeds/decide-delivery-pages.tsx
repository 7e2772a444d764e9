import type { FeedAction } from '../../model/policies/access.ts'
import { ActHead } from '../frame/act-head.tsx'
import { mayDoWithFeed, whoMay } from '../frame/may-do.ts'
import type { ConsolePage } from '../page.ts'
import { deliveryOf } from './delivery-page.tsx'
import { ImpactWords } from './impact-words.tsx'

interface Decision {
  readonly verb: 'release' | 'discard'
  readonly title: string
  readonly effect: string
  readonly button: string
}

/** `…/release`: puts a held delivery in force, after its effect was shown. */
export const releaseDeliveryPage = decisionPage({
  verb: 'release',
  title: 'Release a held delivery',
  effect: 'All of it comes into force at once, as if nothing had held it.',
  button: 'Release it',
})

/** `…/discard`: throws a delivery away that is held, or that waits for its chunks. */
export const discardDeliveryPage = decisionPage({
  verb: 'discard',
  title: 'Discard a delivery',
  effect: 'Nothing of it comes into force; the last good one stays. It can be delivered again.',
  button: 'Discard it',
})

function decisionPage({ verb, title, effect, button }: Decision): ConsolePage {
  return {
    path: `/console/feeds/:id/deliveries/:delivery/${verb}`,
    section: 'feeds',
    parameters: [],
    show: async (request) => {
      const { feed, delivery, state, report } = await deliveryOf(request)
      const action: FeedAction = verb === 'discard' && state === 'open' ? 'feed.deliver' : 'feed.manage'
      return {
        title,
        body: (
          <div class="page narrow feeds">
            <ActHead href={`/console/feeds/${feed}/deliveries/${delivery}`} name={feed}>
              {title}
            </ActHead>
            <p>{effect}</p>
            {report?.held && <p>{report.held.detail}</p>}
            {verb === 'release' && report !== null && (
              <p class="number">
                It brings {report.accepted} items that are new or changed, and withdraws {report.removed}.
              </p>
            )}
            {verb === 'release' && report?.impact && <ImpactWords impact={report.impact} />}
            {mayDoWithFeed(request.me, action, feed) ? (
              <form
                class="fields"
                data-send={`POST /ops/v1/deliveries/${delivery}/${verb}`}
                data-then={`go /console/feeds/${feed}/deliveries/${delivery}`}
              >
                <label>
                  Why: it stands in the audit log
                  <input name="reason" required maxlength={300} autofocus />
                </label>
                <div class="acts">
                  <button type="submit" class="act strong">
                    {button}
                  </button>
                </div>
                <output role="alert"></output>
              </form>
            ) : (
              <p class="notice" role="note">
                You may not: {whoMay(request.me, action)} may.
              </p>
            )}
          </div>
        ),
      }
    },
  }
}
