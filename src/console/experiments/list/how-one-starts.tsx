/** What is to be done where nothing was tried yet. */
export function HowOneStarts() {
  return (
    <section class="panel padded learning" aria-label="How an experiment comes here">
      <h2>Nothing has been tried yet</h2>
      <p>
        An experiment gives some viewers other values of the rules, such as points of a term or the temperature of a
        slate, and measures what comes of it. What may be seen is never tried. From an idea to a decision:
      </p>
      <ol class="steps">
        <li>
          <code>npm run ff -- ope --log shown.ndjson --policy table:idea.json --push "the idea"</code>
          <small>estimates from a log what it would bring, before anybody gets it; shown under Estimates</small>
        </li>
        <li>
          <code>npm run ff -- experiment put idea.json</code>
          <small>a draft: its arms, whom it is for, and what is to become better; checked before it is stored</small>
        </li>
        <li>
          <code>npm run ff -- experiment start KEY --reason "…"</code>
          <small>with 1 % of all units, from the next publish on; or press Start here</small>
        </li>
        <li>
          <code>npm run ff -- experiment analyze KEY --events events --push</code>
          <small>each night: what it found, drawn here day by day</small>
        </li>
      </ol>
    </section>
  )
}
