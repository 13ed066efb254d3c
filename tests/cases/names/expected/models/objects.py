"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from .._runtime import Model, Omittable, Parsed


class Widget(Model):
    id: str
    class_: Annotated[str, Field(alias="class")]
    list_: Annotated[Omittable[list[str]], Field(alias="list")] = None
    str_: Annotated[Omittable[str], Field(alias="str")] = None
    date_: Annotated[Omittable[Parsed[date]], Field(alias="date")] = None
    model_config_: Annotated[Omittable[str], Field(alias="model_config")] = None
    copy_: Annotated[Omittable[bool], Field(alias="copy")] = None
    schema_: Annotated[Omittable[str], Field(alias="schema")] = None
    json_: Annotated[Omittable[str], Field(alias="json")] = None
    first_name_2: Annotated[Omittable[str], Field(alias="firstName")] = None
    first_name_3: Annotated[Omittable[str], Field(alias="FirstName")] = None
    first_name: Omittable[str] = None
    x_trace_id: Annotated[Omittable[str], Field(alias="x-trace-id")] = None
    at_type: Annotated[Omittable[str], Field(alias="@type")] = None
    id_2: Annotated[Omittable[str], Field(alias="_id")] = None
    v: Annotated[Omittable[int], Field(alias="__v")] = None
    field_2fa: Annotated[Omittable[bool], Field(alias="2fa")] = None
    field: Annotated[Omittable[str], Field(alias="")] = None
    日本: Omittable[Model日本] = None


class Request_(Model):
    pager: Omittable[Pager_] = None


class Pager_(Model):
    size: Omittable[int] = None


class Model日本(Model):
    id: Omittable[str] = None


class List(Model):
    datetime_: Annotated[Omittable[Parsed[datetime]], Field(alias="datetime")] = None


class Any_(Model):
    any: Any = None


class Exception_(Model):
    exception: Annotated[Omittable[Exception_], Field(alias="Exception")] = None


class Model_(Model):
    model: Omittable[Any_] = None


class LeadEvent(Model):
    id: Omittable[int] = None


class LeadEvent2(Model):
    key: Omittable[int] = None


class Example(Model):
    id: Omittable[int] = None


class WidgetDict(Model):
    id: Omittable[int] = None
