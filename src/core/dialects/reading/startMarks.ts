/** Texts and names that servers send to open a stream or to keep it open: `connected`, `[START]`, `ping`… */
const START_MARK =
  /^\W*(connect(ed|ing|ion)?|open(ed)?|ready|start(ed)?|begin|init(ialized)?|ping|pong|heartbeat|keep-?alive|metadata)\W*$/i

/** Some of these are also words of an answer. These are not, as they are written. */
const CERTAIN_MARK = /^(\[\w+\]|connected|ping)$/

/** Returns whether a text before the first payload is probably not a part of the answer. */
export function isStartMark(text: string): boolean {
  return START_MARK.test(text)
}

/** Returns whether a text is not a part of the answer, even if the answer is plain text. */
export function isCertainMark(text: string): boolean {
  return START_MARK.test(text) && CERTAIN_MARK.test(text)
}
