import type { WithdrawalImpact } from '../../contracts/ops/answers/ingest.ts'

/** What a delivery takes away from what is served, or would. */
export function ImpactWords({ impact }: { readonly impact: WithdrawalImpact }) {
  const { records, regions, emptied, reasons } = impact
  if (records === 0) return <p>It withdraws nothing.</p>
  const places = regions.map(({ region, candidates, of }) => `${region}: ${candidates} of ${of} candidates`)
  return (
    <>
      <p>
        It withdraws {records} records. {places.join('; ')}
        {places.length > 0 && '. '}
        {emptied.length === 0
          ? 'Every surface still has an answer.'
          : `Surfaces stay without an answer in ${emptied.length} places.`}
      </p>
      {reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li>{reason}</li>
          ))}
        </ul>
      )}
    </>
  )
}
