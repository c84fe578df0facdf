import { createSocket } from 'node:dgram'

/** Answers A questions of the guests from a table and knows no other name: nothing leaves the lab. */
export async function startNameServer(address: string, lookUp: (name: string) => string | undefined) {
  const socket = createSocket('udp4')
  socket.on('message', (question, peer) => socket.send(answer(question, lookUp), peer.port, peer.address))
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(53, address, resolve)
  })
  return { close: () => new Promise<void>((resolve) => socket.close(() => resolve())) }
}

/** RFC 1035, one question in, at most one address out. */
function answer(question: Buffer, lookUp: (name: string) => string | undefined): Buffer {
  const labels: string[] = []
  let offset = 12
  for (let size = question[offset] ?? 0; size > 0; size = question[offset] ?? 0) {
    labels.push(question.toString('ascii', offset + 1, offset + 1 + size))
    offset += size + 1
  }
  const end = offset + 5
  const found = lookUp(labels.join('.').toLowerCase())
  const isAddressQuestion = question.readUInt16BE(offset + 1) === 1
  const header = Buffer.from(question.subarray(0, 12))
  header.writeUInt16BE(found ? 0x8580 : 0x8583, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(found && isAddressQuestion ? 1 : 0, 6)
  header.writeUInt32BE(0, 8)
  const parts = [header, question.subarray(12, end)]
  if (found && isAddressQuestion) {
    parts.push(Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, ...found.split('.').map(Number)]))
  }
  return Buffer.concat(parts)
}
