/** Serves the metrics on a separate port, never on the public one: how busy the shop is should stay private. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SettingsError } from './env'
import type { Metrics } from './metrics'
import { portTrouble } from './port-trouble'

export interface MetricsServer {
  port: number
  close(): Promise<void>
}

/** @throws SettingsError if the port is not available */
export async function serveMetrics(metrics: Metrics, port: number): Promise<MetricsServer> {
  const server = createServer((req, res) => {
    if (req.method !== 'GET' || req.url !== '/metrics') return void res.writeHead(404).end()
    metrics.text().then(
      (text) => res.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
      () => res.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new SettingsError(portTrouble('METRICS_PORT', port, error))))
    server.listen(port, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
