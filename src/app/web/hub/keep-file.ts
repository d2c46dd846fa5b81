/** How long a browser may take to begin with a file, in ms. */
const TAKEN_MS = 10_000

/** Gives a file to the browser to keep under this name. */
export function keepFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), TAKEN_MS)
}
