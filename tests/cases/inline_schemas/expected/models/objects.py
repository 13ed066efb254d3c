"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from .._runtime import Model, Omittable


class Lead(Model):
    address: Omittable[LeadAddress] = None


class Address(Model):
    country: Omittable[str] = None


class LeadAddress(Model):
    street: Omittable[str] = None


class CreateLeadBody(Model):
    address: CreateLeadBodyAddress
    phones: Omittable[list[CreateLeadBodyPhonesItem]] = None
    contact: Omittable[CreateLeadBodyContactPerson | CreateLeadBodyContactOption2] = None


class CreateLeadBodyAddress(Model):
    city: Omittable[str] = None


class CreateLeadBodyPhonesItem(Model):
    number: Omittable[str] = None


class CreateLeadBodyContactPerson(Model):
    name: Omittable[str] = None


class CreateLeadBodyContactOption2(Model):
    firm: Omittable[str] = None


class CreateLeadResponse(Model):
    doc: Omittable[Lead] = None
    message: Omittable[str] = None


class CreateLeadStatus400Response(Model):
    errors: Omittable[list[str]] = None
