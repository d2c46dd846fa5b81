/** The values of a body of JSON lines, as they arrive: of the body never more than a chunk and a line is held. */
export async function* jsonLines<Value>(body: ReadableStream<Uint8Array>): AsyncGenerator<Value, void> {
  const decoder = new TextDecoder()
  let begun = ''
  for await (const chunk of body) {
    const lines = (begun + decoder.decode(chunk, { stream: true })).split('\n')
    begun = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as Value
  }
  if (begun + decoder.decode() !== '') throw new Error('the answer ended in the middle of a line')
}
