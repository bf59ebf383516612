/** Connections that this process opens to one port, counted where Node.js makes them. */
import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

export function countConnections(port: number): () => number {
  let opened = 0
  subscribe('net.client.socket', (message) => {
    // What Node.js documents for this channel.
    const { socket } = message as { socket: Socket }
    socket.once('connect', () => {
      if (socket.remotePort === port) opened += 1
    })
  })
  return () => opened
}
