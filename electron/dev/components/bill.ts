import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import type { ShippedComponent } from '../../../shared/domain/shipped-component.ts';

/**
 * The bill of materials of what is shipped, CycloneDX 1.6 as JSON (https://cyclonedx.org/docs/1.6/json/). It carries no time and no random serial number, so the same
 * product always has the same bill.
 */
export function billOfMaterials(product: { readonly version: string }, components: readonly ShippedComponent[]): string {
  const bill = new Models.Bom();
  const own = new Models.Component(Enums.ComponentType.Application, 'shenhetai', { version: product.version, bomRef: 'shenhetai' });
  own.licenses.add(licenceOf('MIT'));
  bill.metadata.component = own;
  for (const { name, version, licence, source } of components) {
    const type = source === 'npm' ? Enums.ComponentType.Library : Enums.ComponentType.Data;
    const component = new Models.Component(type, name, {
      version,
      bomRef: `${name}@${version}`,
      ...(source === 'npm' && { purl: packageUrl(name, version) }),
    });
    component.licenses.add(licenceOf(licence));
    bill.components.add(component);
    own.dependencies.add(component.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bill, { sortLists: true, space: 1 })}\n`;
}

/** A package's address (https://github.com/package-url/purl-spec): the scope's @ is written as %40. */
const packageUrl = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** A single SPDX identifier, or an expression of several. */
const licenceOf = (licence: string) => (licence.includes(' ') ? new Models.LicenseExpression(licence) : new Models.SpdxLicense(licence));
