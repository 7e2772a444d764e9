import type { Child } from 'hono/jsx'

interface ChangeFormProps {
  /** The campaigns that are changed. */
  readonly ids: readonly string[]
  readonly button: string
  /** What the audit log says, unless somebody says it better. */
  readonly reason: string
  /** Whether Enter sends it at once: it was asked before what it does. */
  readonly isAsked?: boolean
  /** Fields that say what is done. */
  readonly children: Child
}

/** The form that changes many campaigns as one change, which `u` undoes. */
export function ChangeForm({ ids, button, reason, isAsked = false, children }: ChangeFormProps) {
  return (
    <form class="fields" data-send="POST /ops/v1/campaigns/bulk" data-undoable>
      {ids.map((id) => (
        <input type="hidden" name="ids.+" value={id} />
      ))}
      {children}
      <label>
        Why
        <input name="reason" value={reason} maxlength={300} required />
      </label>
      <div class="acts">
        <button type="submit" class="act strong" data-first={isAsked}>
          {button} {ids.length} {ids.length === 1 ? 'campaign' : 'campaigns'} <kbd>Enter</kbd>
        </button>
        <small>It is one change; u undoes it.</small>
      </div>
      <output role="alert"></output>
    </form>
  )
}
