import type { LandingZone } from './landing-zone.ts';

/** Says who writes a landing zone. https://learn.microsoft.com/fabric/mirroring/open-mirroring-partners-ecosystem */
export async function describePartner(zone: LandingZone): Promise<void> {
  const name = '_partnerEvents.json';
  if (await zone.read('', name)) return;
  const partner = {
    partnerName: 'Headgate',
    sourceInfo: { sourceType: 'Azure Cosmos DB', sourceVersion: '', additionalInformation: {} },
  };
  await zone.write('', name, Buffer.from(JSON.stringify(partner)));
}
