/** What the keys of the calendar do, and the places where a move and the chosen campaigns are shown. */
export function CalendarActs() {
  return (
    <>
      <div class="chosen-panel panel" data-chosen-acts hidden>
        <b data-chosen-count></b>
        <a class="act" href="/console/schedule/move" data-act data-chosen="move">
          Move…
        </a>
        <a class="act" href="/console/schedule/pause" data-act data-chosen="pause">
          Pause…
        </a>
        <a class="act" href="/console/schedule/copy" data-act data-chosen="copy">
          Copy to territories…
        </a>
      </div>
      <section class="panel moving" aria-label="The move" data-moving hidden></section>
      <p class="dim keys-hint">
        <span data-keys="← ↑ ↓ →" title="go from bar to bar; so do h j k l">
          <kbd>← ↑ ↓ →</kbd> go from bar to bar
        </span>{' '}
        <span data-keys="[ ]" title="move the bar 15 minutes; Enter drops it, Escape leaves it">
          <kbd>[</kbd> <kbd>]</kbd> or drag: move by 15 minutes, <kbd>Enter</kbd> drops, <kbd>Esc</kbd> leaves
        </span>{' '}
        <span data-keys="x" title="choose the bar: then move, pause or copy all that are chosen">
          <kbd>x</kbd> choose
        </span>{' '}
        <button type="button" class="quiet" data-undo data-key="u">
          Undo the last change <kbd>u</kbd>
        </button>
      </p>
    </>
  )
}
