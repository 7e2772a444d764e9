import type { CampaignFunnel } from '../../../contracts/ops/answers/campaigns/delivery-funnel.ts'
import { CampaignLink } from '../campaign-name.tsx'

/** Why a campaign was not shown more often: where placements went, as bars with their numbers. */
export function Funnel({ funnel }: { readonly funnel: CampaignFunnel }) {
  const { asked, lost, picked, notSeen, delivered, unsampled, outrankedBy, contexts, logged, from, until } = funnel
  const rows = [
    { label: 'asked for where and while it was open', placements: asked },
    ...lost.map(({ reason, placements }) => ({ label: `lost: ${reason}`, placements })),
    { label: 'picked', placements: picked },
    { label: 'picked, and not counted', placements: notSeen },
    { label: 'delivered', placements: delivered },
    { label: 'beside these, of which nothing is logged', placements: unsampled },
  ]
  const most = Math.max(1, ...rows.map(({ placements }) => placements))
  return (
    <>
      <h3>Why it was not shown more often</h3>
      <table class="funnel">
        <tbody>
          {rows.map(({ label, placements }) => (
            <tr>
              <th scope="row">{label}</th>
              <td class="right number">{placements.toLocaleString('en')}</td>
              <td class="bar">
                <svg width="100%" height="10" aria-hidden="true">
                  <rect width={`${((placements / most) * 100).toFixed(2)}%`} height="10" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="dim">
        {contexts} of {logged} logged decisions were made again, from {from.slice(0, 16)} to {until.slice(0, 16)} UTC:
        the fewer, the rougher.
      </p>
      {outrankedBy.length > 0 && (
        <ul class="plain-list">
          {outrankedBy.map(({ campaign, placements }) => (
            <li>
              {placements.toLocaleString('en')} outranked by <CampaignLink id={campaign} name={null} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
