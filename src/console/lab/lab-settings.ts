/** What a page of the lab is told by the Worker that serves it. */
export interface LabSettings {
  /** The edge worker's address as the browser reaches it; empty: the page says what to set. */
  readonly edgeUrl: string
  /** The country that the page starts with; empty: the place of the browser. */
  readonly country: string
  /** Path of this origin that takes a question as `POST /ops/v1/explain` does. */
  readonly explainPath: string
}
