/** What is to be done where nothing was learned yet. */
export function NoRuns() {
  return (
    <section class="panel padded" aria-label="How a run comes here">
      <h2>No learned run is stored yet</h2>
      <p>
        Taste comes from metadata alone, and results of assets from the counters of the last 14 days. A run teaches
        more: how far places are looked at, how often each asset is rewarded, and what viewers like together. Three
        commands bring one, each night:
      </p>
      <ol class="steps">
        <li>
          <code>npm run ff -- export schedule.ndjson</code>
          <small>the catalogue that it is learned for</small>
        </li>
        <li>
          <code>npm run ff -- learn run --events events --schedule schedule.ndjson --out learned --seed 1</code>
          <small>
            learned.ndjson, and report.json for persons; a local stack's events are in .firstframe/analytics/events
          </small>
        </li>
        <li>
          <code>npm run ff -- learn push learned</code>
          <small>stored and shown here; it changes nothing until it is activated</small>
        </li>
      </ol>
    </section>
  )
}
