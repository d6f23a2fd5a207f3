import type { Scenario } from '../scenario.ts';

const brands = [
  { id: 'b1', name: 'Acme', country: { code: 'IT' } },
  { id: 'b2', name: null, country: { code: 'FR' } },
];
const cars = [
  { plate: 'x1', brand: brands[0], wheels: 4, owner: 'Ada' },
  { plate: 'x1', brand: brands[1], wheels: 3, owner: null },
  { plate: 'x2', brand: brands[0], wheels: null, owner: 'Bob' },
];
type Car = (typeof cars)[0];
const findCar = (reference: Record<string, unknown>) => {
  const { plate, brand } = reference as unknown as Car;
  const isSame = (car: Car) =>
    car.plate === plate && car.brand?.id === brand?.id && car.brand?.country.code === brand?.country.code;
  return cars.find(isSame);
};
const findBrand = ({ id }: Record<string, unknown>) => brands.find((brand) => brand.id === id);

/** A key that reaches into another entity and a value type. */
export const nestedKeys: Scenario = {
  subgraphs: [
    {
      name: 'cars',
      typeDefs: `
        type Query { cars: [Car] }
        type Car @key(fields: "plate brand { id country { code } }") { plate: ID! brand: Brand! wheels: Int }
        type Brand @key(fields: "id") { id: ID! country: Country! @shareable }
        type Country @shareable { code: String! }`,
      resolvers: {
        Query: { cars: () => cars },
        Car: { __resolveReference: findCar },
        Brand: { __resolveReference: findBrand },
      },
    },
    {
      name: 'owners',
      typeDefs: `
        type Query { owned: [Car!] }
        type Car @key(fields: "plate brand { id country { code } }") { plate: ID! brand: Brand! owner: String }
        type Brand @key(fields: "id") { id: ID! country: Country! @shareable }
        type Country @shareable { code: String! }`,
      resolvers: {
        Query: { owned: () => cars },
        Car: { __resolveReference: findCar },
        Brand: { __resolveReference: findBrand },
      },
    },
    {
      name: 'brands',
      typeDefs: `type Brand @key(fields: "id") { id: ID! name: String }`,
      resolvers: { Brand: { __resolveReference: findBrand } },
    },
  ],
};
