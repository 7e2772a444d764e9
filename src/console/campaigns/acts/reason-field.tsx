/** Why something is done: it stands in the audit log. */
export function ReasonField() {
  return (
    <label>
      Why, in a few words, for the audit log
      <input name="reason" required maxlength={300} autocomplete="off" />
    </label>
  )
}
