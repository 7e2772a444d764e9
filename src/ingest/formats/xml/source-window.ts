/** The part of a text that may still be quoted, addressed by positions in the whole text, in UTF-16 units. */
export class SourceWindow {
  private text = ''
  private start = 0

  add(text: string): void {
    this.text += text
  }

  forgetBefore(position: number): void {
    if (position <= this.start) return
    this.text = this.text.slice(position - this.start)
    this.start = position
  }

  between(from: number, until: number): string {
    return this.text.slice(Math.max(0, from - this.start), Math.max(0, until - this.start))
  }

  /** The code of the unit before a position; NaN: there is none. */
  codeBefore(position: number): number {
    return this.text.charCodeAt(position - this.start - 1)
  }

  /** The last position before `until` that holds a character; `until` if none does. */
  lastOf(character: string, until: number): number {
    const at = until - this.start - 1
    const index = at < 0 ? -1 : this.text.lastIndexOf(character, at)
    return index < 0 ? until : this.start + index
  }
}
