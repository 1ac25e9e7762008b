/** Milliseconds that a browser has to start reading the file before its URL is revoked. */
const URL_LIFETIME = 60_000

/** Downloads a text as a file. The download continues if the dialog that started it closes. */
export function saveFile(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), URL_LIFETIME)
}
