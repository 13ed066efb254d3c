"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import ConfigDict, Field

from .._runtime import Model, Omittable, Open
from .enums import (
    BodyStyle,
    CarStyle,
    Comfort,
    CrmVehicleReason,
    CrmVehicleStatus,
    CustomerCompanyType,
    CustomerConsumerLeadSource,
    CustomerConsumerStatus,
    Drivetrain,
    Entertainment,
    Exterior,
    FuelType,
    Interior,
    LeadEventStatus,
    LeadEventType,
    MessageStatus,
    PreApprovalSegmentationBand,
    PreApprovalState,
    PreApprovalStatus,
    PreApprovalSuffix,
    ProcessStatuses,
    Reason,
    Safety,
    SalesRepCreditBands,
    SearchAcceptableColors,
    SearchAcceptableInterior,
    SearchBodyStyle,
    SearchDrive,
    SearchNewOrUsed,
    SearchRequiredOptions,
    SearchStatus,
    SearchTransmission,
    SuvStyle,
    TemplateChoice,
    TemplateType,
    TimeToPurchase,
    TradeStatus,
    Transmission,
    TruckStyle,
    Utility,
    VanStyle,
    VdpEmailStatus,
    VehicleStatus,
)


class LeadUpdate(Model):
    """The fields to change in a lead."""

    updated_at: Annotated[Omittable[str], Field(alias="updatedAt")] = None
    """When the lead was last changed. The server sets it."""

    created_at: Annotated[Omittable[str], Field(alias="createdAt")] = None
    """When the lead was created. The server sets it, unless it is sent."""

    process_statuses: Annotated[Open[ProcessStatuses, str] | None, Field(alias="processStatuses")] = None
    reason: Open[Reason, str] | None = None
    latest_event: Annotated[RelationshipId | LeadEvent | None, Field(alias="latestEvent")] = None
    notes: str | None = None
    status_tracker: Annotated[str | None, Field(alias="statusTracker")] = None
    searches: list[RelationshipId | Search] | None = None
    attachments: str | None = None
    first_name: Annotated[str | None, Field(alias="firstName")] = None
    last_name: Annotated[str | None, Field(alias="lastName")] = None
    phone: str | None = None
    call: str | None = None
    zipcode: str | None = None
    email: str | None = None
    login_email: Annotated[str | None, Field(alias="loginEmail")] = None
    purchase_option: Annotated[str | None, Field(alias="purchaseOption")] = None
    time_to_purchase: Annotated[list[Open[TimeToPurchase, str]] | None, Field(alias="timeToPurchase")] = None
    monthly_payment: Annotated[int | float | None, Field(alias="monthlyPayment")] = None
    budget_lower: Annotated[str | None, Field(alias="budgetLower")] = None
    budget_upper: Annotated[str | None, Field(alias="budgetUpper")] = None
    mileage_lower: Annotated[int | float | None, Field(alias="mileageLower")] = None
    mileage_upper: Annotated[int | float | None, Field(alias="mileageUpper")] = None
    cash_down: Annotated[int | float | None, Field(alias="cashDown")] = None
    new_or_used: Annotated[str | None, Field(alias="newOrUsed")] = None
    body_style: Annotated[list[Open[BodyStyle, str]] | None, Field(alias="bodyStyle")] = None
    car_style: Annotated[list[Open[CarStyle, str]] | None, Field(alias="carStyle")] = None
    truck_style: Annotated[list[Open[TruckStyle, str]] | None, Field(alias="truckStyle")] = None
    suv_style: Annotated[list[Open[SuvStyle, str]] | None, Field(alias="suvStyle")] = None
    van_style: Annotated[list[Open[VanStyle, str]] | None, Field(alias="vanStyle")] = None
    year_lower: Annotated[int | float | None, Field(alias="yearLower")] = None
    year_upper: Annotated[int | float | None, Field(alias="yearUpper")] = None
    year: int | float | None = None
    make: str | None = None
    model: str | None = None
    exterior: list[Open[Exterior, str]] | None = None
    interior: list[Open[Interior, str]] | None = None
    fuel_type: Annotated[list[Open[FuelType, str]] | None, Field(alias="fuelType")] = None
    drivetrain: list[Open[Drivetrain, str]] | None = None
    transmission: list[Open[Transmission, str]] | None = None
    comfort: list[Open[Comfort, str]] | None = None
    safety: list[Open[Safety, str]] | None = None
    entertainment: list[Open[Entertainment, str]] | None = None
    utility: list[Open[Utility, str]] | None = None
    subscribe: bool | None = None
    agree: bool | None = None
    customer: str | None = None
    message_notifications: Annotated[bool | None, Field(alias="messageNotifications")] = None
    email_notifications: Annotated[bool | None, Field(alias="emailNotifications")] = None
    email_alerts: Annotated[bool | None, Field(alias="emailAlerts")] = None
    email_offers: Annotated[bool | None, Field(alias="emailOffers")] = None
    lead_events: Annotated[list[RelationshipId | LeadEvent] | None, Field(alias="leadEvents")] = None
    cf_zipcode: Annotated[str | None, Field(alias="cfZipcode")] = None
    cf_state: Annotated[str | None, Field(alias="cfState")] = None
    cf_city: Annotated[str | None, Field(alias="cfCity")] = None
    completed_date: Annotated[str | None, Field(alias="completedDate")] = None
    local_time: Annotated[str | None, Field(alias="localTime")] = None
    trade: list[RelationshipId | Trade] | None = None
    """The cars that the customer gives in payment."""

    messages: list[RelationshipId | Message] | None = None
    credit_score: Annotated[str | None, Field(alias="creditScore")] = None
    contact_score: Annotated[str | None, Field(alias="contactScore")] = None
    contact_belongs_to: Annotated[str | None, Field(alias="contactBelongsTo")] = None
    contact_type: Annotated[str | None, Field(alias="contactType")] = None
    contact_valid: Annotated[bool | None, Field(alias="contactValid")] = None
    testing_customer: Annotated[bool | None, Field(alias="testingCustomer")] = None
    estimated_age_range: Annotated[str | None, Field(alias="estimatedAgeRange")] = None
    estimated_address: Annotated[str | None, Field(alias="estimatedAddress")] = None
    estimated_zipcode: Annotated[str | None, Field(alias="estimatedZipcode")] = None
    meetings: list[RelationshipId | Meeting] | None = None
    make_and_model: Annotated[str | None, Field(alias="makeAndModel")] = None
    conversation: str | None = None
    city: str | None = None
    state: str | None = None
    pre_approval_id: Annotated[str | None, Field(alias="preApprovalId")] = None
    vdp_emails: Annotated[list[RelationshipId | VdpEmail] | None, Field(alias="vdpEmails")] = None
    favorites: list[RelationshipId | CrmVehicle] | None = None
    calls: list[RelationshipId | Call] | None = None
    sales_rep: Annotated[RelationshipId | SalesRep | None, Field(alias="salesRep")] = None
    pre_approvals: Annotated[list[RelationshipId | PreApproval] | None, Field(alias="preApprovals")] = None
    anonymous_id: Annotated[str | None, Field(alias="anonymousId")] = None
    manual: bool | None = None
    trim: str | None = None
    one_owner: Annotated[bool | None, Field(alias="oneOwner")] = None
    customers: RelationshipId | Customer | None = None


class LeadCreate(Model):
    """The fields of a new lead."""

    updated_at: Annotated[Omittable[str], Field(alias="updatedAt")] = None
    """When the lead was last changed. The server sets it."""

    created_at: Annotated[Omittable[str], Field(alias="createdAt")] = None
    """When the lead was created. The server sets it, unless it is sent."""

    process_statuses: Annotated[Open[ProcessStatuses, str] | None, Field(alias="processStatuses")] = None
    reason: Open[Reason, str] | None = None
    latest_event: Annotated[RelationshipId | LeadEvent | None, Field(alias="latestEvent")] = None
    notes: str | None = None
    status_tracker: Annotated[str | None, Field(alias="statusTracker")] = None
    searches: list[RelationshipId | Search] | None = None
    attachments: str | None = None
    first_name: Annotated[str | None, Field(alias="firstName")] = None
    last_name: Annotated[str | None, Field(alias="lastName")] = None
    phone: str | None = None
    call: str | None = None
    zipcode: str | None = None
    email: str | None = None
    login_email: Annotated[str | None, Field(alias="loginEmail")] = None
    purchase_option: Annotated[str | None, Field(alias="purchaseOption")] = None
    time_to_purchase: Annotated[list[Open[TimeToPurchase, str]] | None, Field(alias="timeToPurchase")] = None
    monthly_payment: Annotated[int | float | None, Field(alias="monthlyPayment")] = None
    budget_lower: Annotated[str | None, Field(alias="budgetLower")] = None
    budget_upper: Annotated[str | None, Field(alias="budgetUpper")] = None
    mileage_lower: Annotated[int | float | None, Field(alias="mileageLower")] = None
    mileage_upper: Annotated[int | float | None, Field(alias="mileageUpper")] = None
    cash_down: Annotated[int | float | None, Field(alias="cashDown")] = None
    new_or_used: Annotated[str | None, Field(alias="newOrUsed")] = None
    body_style: Annotated[list[Open[BodyStyle, str]] | None, Field(alias="bodyStyle")] = None
    car_style: Annotated[list[Open[CarStyle, str]] | None, Field(alias="carStyle")] = None
    truck_style: Annotated[list[Open[TruckStyle, str]] | None, Field(alias="truckStyle")] = None
    suv_style: Annotated[list[Open[SuvStyle, str]] | None, Field(alias="suvStyle")] = None
    van_style: Annotated[list[Open[VanStyle, str]] | None, Field(alias="vanStyle")] = None
    year_lower: Annotated[int | float | None, Field(alias="yearLower")] = None
    year_upper: Annotated[int | float | None, Field(alias="yearUpper")] = None
    year: int | float | None = None
    make: str | None = None
    model: str | None = None
    exterior: list[Open[Exterior, str]] | None = None
    interior: list[Open[Interior, str]] | None = None
    fuel_type: Annotated[list[Open[FuelType, str]] | None, Field(alias="fuelType")] = None
    drivetrain: list[Open[Drivetrain, str]] | None = None
    transmission: list[Open[Transmission, str]] | None = None
    comfort: list[Open[Comfort, str]] | None = None
    safety: list[Open[Safety, str]] | None = None
    entertainment: list[Open[Entertainment, str]] | None = None
    utility: list[Open[Utility, str]] | None = None
    subscribe: bool | None = None
    agree: bool | None = None
    customer: str | None = None
    message_notifications: Annotated[bool | None, Field(alias="messageNotifications")] = None
    email_notifications: Annotated[bool | None, Field(alias="emailNotifications")] = None
    email_alerts: Annotated[bool | None, Field(alias="emailAlerts")] = None
    email_offers: Annotated[bool | None, Field(alias="emailOffers")] = None
    lead_events: Annotated[list[RelationshipId | LeadEvent] | None, Field(alias="leadEvents")] = None
    cf_zipcode: Annotated[str | None, Field(alias="cfZipcode")] = None
    cf_state: Annotated[str | None, Field(alias="cfState")] = None
    cf_city: Annotated[str | None, Field(alias="cfCity")] = None
    completed_date: Annotated[str | None, Field(alias="completedDate")] = None
    local_time: Annotated[str | None, Field(alias="localTime")] = None
    trade: list[RelationshipId | Trade] | None = None
    """The cars that the customer gives in payment."""

    messages: list[RelationshipId | Message] | None = None
    credit_score: Annotated[str | None, Field(alias="creditScore")] = None
    contact_score: Annotated[str | None, Field(alias="contactScore")] = None
    contact_belongs_to: Annotated[str | None, Field(alias="contactBelongsTo")] = None
    contact_type: Annotated[str | None, Field(alias="contactType")] = None
    contact_valid: Annotated[bool | None, Field(alias="contactValid")] = None
    testing_customer: Annotated[bool | None, Field(alias="testingCustomer")] = None
    estimated_age_range: Annotated[str | None, Field(alias="estimatedAgeRange")] = None
    estimated_address: Annotated[str | None, Field(alias="estimatedAddress")] = None
    estimated_zipcode: Annotated[str | None, Field(alias="estimatedZipcode")] = None
    meetings: list[RelationshipId | Meeting] | None = None
    make_and_model: Annotated[str | None, Field(alias="makeAndModel")] = None
    conversation: str | None = None
    city: str | None = None
    state: str | None = None
    pre_approval_id: Annotated[str | None, Field(alias="preApprovalId")] = None
    vdp_emails: Annotated[list[RelationshipId | VdpEmail] | None, Field(alias="vdpEmails")] = None
    favorites: list[RelationshipId | CrmVehicle] | None = None
    calls: list[RelationshipId | Call] | None = None
    sales_rep: Annotated[RelationshipId | SalesRep | None, Field(alias="salesRep")] = None
    pre_approvals: Annotated[list[RelationshipId | PreApproval] | None, Field(alias="preApprovals")] = None
    anonymous_id: Annotated[str | None, Field(alias="anonymousId")] = None
    manual: bool | None = None
    trim: str | None = None
    one_owner: Annotated[bool | None, Field(alias="oneOwner")] = None
    customers: RelationshipId | Customer | None = None


class Lead(Model):
    """A person who wants to buy a car."""

    updated_at: Annotated[str, Field(alias="updatedAt")]
    """When the lead was last changed. The server sets it."""

    created_at: Annotated[str, Field(alias="createdAt")]
    """When the lead was created. The server sets it, unless it is sent."""

    process_statuses: Annotated[Open[ProcessStatuses, str] | None, Field(alias="processStatuses")] = None
    reason: Open[Reason, str] | None = None
    latest_event: Annotated[RelationshipId | LeadEvent | None, Field(alias="latestEvent")] = None
    notes: str | None = None
    status_tracker: Annotated[str | None, Field(alias="statusTracker")] = None
    searches: list[RelationshipId | Search] | None = None
    attachments: str | None = None
    first_name: Annotated[str | None, Field(alias="firstName")] = None
    last_name: Annotated[str | None, Field(alias="lastName")] = None
    phone: str | None = None
    call: str | None = None
    zipcode: str | None = None
    email: str | None = None
    login_email: Annotated[str | None, Field(alias="loginEmail")] = None
    purchase_option: Annotated[str | None, Field(alias="purchaseOption")] = None
    time_to_purchase: Annotated[list[Open[TimeToPurchase, str]] | None, Field(alias="timeToPurchase")] = None
    monthly_payment: Annotated[int | float | None, Field(alias="monthlyPayment")] = None
    budget_lower: Annotated[str | None, Field(alias="budgetLower")] = None
    budget_upper: Annotated[str | None, Field(alias="budgetUpper")] = None
    mileage_lower: Annotated[int | float | None, Field(alias="mileageLower")] = None
    mileage_upper: Annotated[int | float | None, Field(alias="mileageUpper")] = None
    cash_down: Annotated[int | float | None, Field(alias="cashDown")] = None
    new_or_used: Annotated[str | None, Field(alias="newOrUsed")] = None
    body_style: Annotated[list[Open[BodyStyle, str]] | None, Field(alias="bodyStyle")] = None
    car_style: Annotated[list[Open[CarStyle, str]] | None, Field(alias="carStyle")] = None
    truck_style: Annotated[list[Open[TruckStyle, str]] | None, Field(alias="truckStyle")] = None
    suv_style: Annotated[list[Open[SuvStyle, str]] | None, Field(alias="suvStyle")] = None
    van_style: Annotated[list[Open[VanStyle, str]] | None, Field(alias="vanStyle")] = None
    year_lower: Annotated[int | float | None, Field(alias="yearLower")] = None
    year_upper: Annotated[int | float | None, Field(alias="yearUpper")] = None
    year: int | float | None = None
    make: str | None = None
    model: str | None = None
    exterior: list[Open[Exterior, str]] | None = None
    interior: list[Open[Interior, str]] | None = None
    fuel_type: Annotated[list[Open[FuelType, str]] | None, Field(alias="fuelType")] = None
    drivetrain: list[Open[Drivetrain, str]] | None = None
    transmission: list[Open[Transmission, str]] | None = None
    comfort: list[Open[Comfort, str]] | None = None
    safety: list[Open[Safety, str]] | None = None
    entertainment: list[Open[Entertainment, str]] | None = None
    utility: list[Open[Utility, str]] | None = None
    subscribe: bool | None = None
    agree: bool | None = None
    customer: str | None = None
    message_notifications: Annotated[bool | None, Field(alias="messageNotifications")] = None
    email_notifications: Annotated[bool | None, Field(alias="emailNotifications")] = None
    email_alerts: Annotated[bool | None, Field(alias="emailAlerts")] = None
    email_offers: Annotated[bool | None, Field(alias="emailOffers")] = None
    lead_events: Annotated[list[RelationshipId | LeadEvent] | None, Field(alias="leadEvents")] = None
    cf_zipcode: Annotated[str | None, Field(alias="cfZipcode")] = None
    cf_state: Annotated[str | None, Field(alias="cfState")] = None
    cf_city: Annotated[str | None, Field(alias="cfCity")] = None
    completed_date: Annotated[str | None, Field(alias="completedDate")] = None
    local_time: Annotated[str | None, Field(alias="localTime")] = None
    trade: list[RelationshipId | Trade] | None = None
    """The cars that the customer gives in payment."""

    messages: list[RelationshipId | Message] | None = None
    credit_score: Annotated[str | None, Field(alias="creditScore")] = None
    contact_score: Annotated[str | None, Field(alias="contactScore")] = None
    contact_belongs_to: Annotated[str | None, Field(alias="contactBelongsTo")] = None
    contact_type: Annotated[str | None, Field(alias="contactType")] = None
    contact_valid: Annotated[bool | None, Field(alias="contactValid")] = None
    testing_customer: Annotated[bool | None, Field(alias="testingCustomer")] = None
    estimated_age_range: Annotated[str | None, Field(alias="estimatedAgeRange")] = None
    estimated_address: Annotated[str | None, Field(alias="estimatedAddress")] = None
    estimated_zipcode: Annotated[str | None, Field(alias="estimatedZipcode")] = None
    meetings: list[RelationshipId | Meeting] | None = None
    make_and_model: Annotated[str | None, Field(alias="makeAndModel")] = None
    conversation: str | None = None
    city: str | None = None
    state: str | None = None
    pre_approval_id: Annotated[str | None, Field(alias="preApprovalId")] = None
    vdp_emails: Annotated[list[RelationshipId | VdpEmail] | None, Field(alias="vdpEmails")] = None
    favorites: list[RelationshipId | CrmVehicle] | None = None
    calls: list[RelationshipId | Call] | None = None
    sales_rep: Annotated[RelationshipId | SalesRep | None, Field(alias="salesRep")] = None
    pre_approvals: Annotated[list[RelationshipId | PreApproval] | None, Field(alias="preApprovals")] = None
    anonymous_id: Annotated[str | None, Field(alias="anonymousId")] = None
    manual: bool | None = None
    trim: str | None = None
    one_owner: Annotated[bool | None, Field(alias="oneOwner")] = None
    customers: RelationshipId | Customer | None = None
    id: DocumentId


class LeadEvent(Model):
    """Something that happened with a lead, such as a call or a message."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    lead: RelationshipId | Lead | None = None
    type: Open[LeadEventType, str] | None = None
    status: Open[LeadEventStatus, str] | None = None
    next_steps: Annotated[str | None, Field(alias="nextSteps")] = None
    created_by: Annotated[RelationshipId | User | None, Field(alias="createdBy")] = None
    current_status_for: Annotated[RelationshipId | Lead | None, Field(alias="currentStatusFor")] = None


class Search(Model):
    """A search for a car that fits a lead."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    lead: RelationshipId | Lead | None = None
    status: Open[SearchStatus, str] | None = None
    retail_listing_urls: Annotated[str | None, Field(alias="retailListingUrls")] = None
    year: str | None = None
    make: str | None = None
    model: str | None = None
    trim: str | None = None
    body_style: Annotated[list[Open[SearchBodyStyle, str]] | None, Field(alias="bodyStyle")] = None
    drive: list[Open[SearchDrive, str]] | None = None
    transmission: list[Open[SearchTransmission, str]] | None = None
    max_price: Annotated[str | None, Field(alias="maxPrice")] = None
    max_miles: Annotated[int | float | None, Field(alias="maxMiles")] = None
    new_or_used: Annotated[list[Open[SearchNewOrUsed, str]] | None, Field(alias="newOrUsed")] = None
    minimum_grade: Annotated[int | float | None, Field(alias="minimumGrade")] = None
    required_options: Annotated[list[Open[SearchRequiredOptions, str]] | None, Field(alias="requiredOptions")] = None
    acceptable_colors: Annotated[list[Open[SearchAcceptableColors, str]] | None, Field(alias="acceptableColors")] = None
    acceptable_interior: Annotated[
        list[Open[SearchAcceptableInterior, str]] | None, Field(alias="acceptableInterior")
    ] = None
    proposed_vehicles: Annotated[str | None, Field(alias="proposedVehicles")] = None
    vehicles: list[RelationshipId | Vehicle] | None = None
    last_modified_by: Annotated[RelationshipId | User | None, Field(alias="lastModifiedBy")] = None
    seats: str | None = None
    update_requested: Annotated[str | None, Field(alias="updateRequested")] = None
    one_owner: Annotated[bool | None, Field(alias="oneOwner")] = None
    priority: bool | None = None


class Trade(Model):
    """A car that a customer gives in payment."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    status: Open[TradeStatus, str] | None = None
    deal: OtherDocument | None = None
    credit_application: Annotated[OtherDocument | None, Field(alias="creditApplication")] = None
    trade_in_allowance: Annotated[str | None, Field(alias="tradeInAllowance")] = None
    odometer: int | float | None = None
    lienholder: RelationshipId | Customer | None = None
    trade_in_payoff_balance: Annotated[str | None, Field(alias="tradeInPayoffBalance")] = None
    payoff_good_through: Annotated[str | None, Field(alias="payoffGoodThrough")] = None
    vehicle: RelationshipId | Vehicle | None = None
    last_modified_by: Annotated[RelationshipId | User | None, Field(alias="lastModifiedBy")] = None


class Message(Model):
    """A text message to or from a lead."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    status: Open[MessageStatus, str] | None = None
    message: str | None = None
    phone: str | None = None
    lead: RelationshipId | Lead | None = None
    template: RelationshipId | Template | None = None
    created_time: Annotated[str | None, Field(alias="createdTime")] = None
    generated: bool | None = None
    type: str | None = None
    openphone_message_id: Annotated[str | None, Field(alias="openphoneMessageId")] = None


class Meeting(Model):
    """A meeting with a lead."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    name: str | None = None
    lead: RelationshipId | Lead | None = None
    email: str | None = None
    phone: str | None = None
    meeting_time: Annotated[str | None, Field(alias="meetingTime")] = None
    comments: str | None = None
    created_by: Annotated[RelationshipId | User | None, Field(alias="createdBy")] = None
    last_modified_by: Annotated[RelationshipId | User | None, Field(alias="lastModifiedBy")] = None


class VdpEmail(Model):
    """An email with vehicles for a lead."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    status: Open[VdpEmailStatus, str] | None = None
    lead: RelationshipId | Lead | None = None
    vins: list[RelationshipId | Vehicle] | None = None
    created_by: Annotated[RelationshipId | User | None, Field(alias="createdBy")] = None
    last_modified_by: Annotated[RelationshipId | User | None, Field(alias="lastModifiedBy")] = None
    vin_count: Annotated[str | None, Field(alias="vinCount")] = None


class CrmVehicle(Model):
    """A vehicle that was found for a lead."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    vin: str | None = None
    search: list[RelationshipId | Search] | None = None
    favorite: list[RelationshipId | Lead] | None = None
    exterior_color: Annotated[str | None, Field(alias="exteriorColor")] = None
    status: Open[CrmVehicleStatus, str] | None = None
    reason: list[Open[CrmVehicleReason, str]] | None = None
    notes: str | None = None
    sales_price: Annotated[str | None, Field(alias="salesPrice")] = None
    year: int | float | None = None
    make: str | None = None
    model: str | None = None
    trim: str | None = None
    body_style: Annotated[str | None, Field(alias="bodyStyle")] = None
    mileage: int | float | None = None
    condition: int | float | None = None
    new_or_used: Annotated[str | None, Field(alias="newOrUsed")] = None
    auction: str | None = None
    auction_date: Annotated[str | None, Field(alias="auctionDate")] = None
    lane_and_run: Annotated[str | None, Field(alias="laneAndRun")] = None
    pickup_zip: Annotated[str | None, Field(alias="pickupZip")] = None
    estimated_transport_fee: Annotated[str | None, Field(alias="estimatedTransportFee")] = None
    adj_mmr: Annotated[str | None, Field(alias="adjMmr")] = None
    min_bid: Annotated[str | None, Field(alias="minBid")] = None
    buy_now: Annotated[str | None, Field(alias="buyNow")] = None
    retail_price: Annotated[str | None, Field(alias="retailPrice")] = None
    tmv_used_retail_total_with_options: Annotated[str | None, Field(alias="tmvUsedRetailTotalWithOptions")] = None
    kbb_retail_book: Annotated[str | None, Field(alias="kbbRetailBook")] = None
    bb_total_retail: Annotated[str | None, Field(alias="bbTotalRetail")] = None
    wholesale_vdp: Annotated[str | None, Field(alias="wholesaleVdp")] = None
    retail_vdp: Annotated[str | None, Field(alias="retailVdp")] = None
    condition_report: Annotated[str | None, Field(alias="conditionReport")] = None
    update_requested: Annotated[str | None, Field(alias="updateRequested")] = None
    created_by: Annotated[RelationshipId | User | None, Field(alias="createdBy")] = None
    last_modified_by: Annotated[RelationshipId | User | None, Field(alias="lastModifiedBy")] = None
    vdp_emails: Annotated[list[RelationshipId | VdpEmail] | None, Field(alias="vdpEmails")] = None
    likes: str | None = None
    dislikes: str | None = None


class Call(Model):
    """A phone call with a lead."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    name: str | None = None
    lead: RelationshipId | Lead | None = None
    phone: str | None = None
    conversation: str | None = None
    recording: str | None = None
    transcript: str | None = None
    notes: str | None = None
    rating: int | float | None = None
    rating_note: Annotated[str | None, Field(alias="ratingNote")] = None
    follow_up_email: Annotated[str | None, Field(alias="followUpEmail")] = None
    next_steps: Annotated[str | None, Field(alias="nextSteps")] = None
    conversation_url: Annotated[str | None, Field(alias="conversationUrl")] = None
    development_call: Annotated[bool | None, Field(alias="developmentCall")] = None


class SalesRep(Model):
    """A sales representative, whom leads are assigned to."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    name: str | None = None
    user: str | None = None
    phone: str | None = None
    phone_number: Annotated[str | None, Field(alias="phoneNumber")] = None
    leads: list[RelationshipId | Lead] | None = None
    accept_new_leads: Annotated[bool | None, Field(alias="acceptNewLeads")] = None
    assigned_leads: Annotated[str | None, Field(alias="assignedLeads")] = None
    credit_bands: Annotated[list[Open[SalesRepCreditBands, str]] | None, Field(alias="creditBands")] = None
    templates: list[RelationshipId | Template] | None = None


class PreApproval(Model):
    """An application for credit, and its result."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    customer: RelationshipId | Customer | None = None
    title: str | None = None
    status: Open[PreApprovalStatus, str] | None = None
    first_name: Annotated[str | None, Field(alias="firstName")] = None
    middle_initial: Annotated[str | None, Field(alias="middleInitial")] = None
    last_name: Annotated[str | None, Field(alias="lastName")] = None
    suffix: Open[PreApprovalSuffix, str] | None = None
    address: str | None = None
    city: str | None = None
    state: Open[PreApprovalState, str] | None = None
    zip: str | None = None
    phone: str | None = None
    email: str | None = None
    income: str | None = None
    ip_address: Annotated[str | None, Field(alias="ipAddress")] = None
    user_agent: Annotated[str | None, Field(alias="userAgent")] = None
    isp: str | None = None
    session_id: Annotated[str | None, Field(alias="sessionId")] = None
    resend: str | None = None
    app_id: Annotated[int | float | None, Field(alias="AppId")] = None
    segmentation_band: Annotated[Open[PreApprovalSegmentationBand, str] | None, Field(alias="segmentationBand")] = None
    name: Annotated[str | None, Field(alias="Name")] = None
    score: Annotated[str | None, Field(alias="Score")] = None
    status_2: Annotated[str | None, Field(alias="Status")] = None
    create_date: Annotated[str | None, Field(alias="CreateDate")] = None
    dealer_name: Annotated[str | None, Field(alias="DealerName")] = None
    email_2: Annotated[str | None, Field(alias="Email")] = None
    app_mobile_no: Annotated[str | None, Field(alias="AppMobileNo")] = None
    is_full_file_report_avilable: Annotated[bool | None, Field(alias="IsFullFileReportAvilable")] = None
    estimated_interest_rate: Annotated[str | None, Field(alias="estimatedInterestRate")] = None
    estimated_loan_term: Annotated[str | None, Field(alias="estimatedLoanTerm")] = None
    lead: RelationshipId | Lead | None = None
    user_name: Annotated[str | None, Field(alias="UserName")] = None
    product_id: Annotated[int | float | None, Field(alias="ProductId")] = None
    quick_product_id: Annotated[int | float | None, Field(alias="QuickProductId")] = None
    status_id: Annotated[int | float | None, Field(alias="StatusId")] = None
    is_qq_pass: Annotated[int | float | None, Field(alias="IsQqPass")] = None
    is_quick_qualify_xpress: Annotated[bool | None, Field(alias="IsQuickQualifyXpress")] = None
    is_lead_form_report: Annotated[bool | None, Field(alias="IsLeadFormReport")] = None
    is_qr: Annotated[bool | None, Field(alias="IsQr")] = None
    remove_operator: Annotated[bool | None, Field(alias="RemoveOperator")] = None
    is_q_scan: Annotated[bool | None, Field(alias="IsQScan")] = None
    quick_scan_status: Annotated[str | None, Field(alias="QuickScanStatus")] = None


class Customer(Model):
    """A person or a company that buys, sells or serves."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    customer_id: Annotated[str | None, Field(alias="customerId")] = None
    leads: list[RelationshipId | Lead] | None = None
    address: OtherDocument | None = None
    shipping_contact: Annotated[OtherDocument | None, Field(alias="shippingContact")] = None
    deals: list[OtherDocument] | None = None
    created_by: Annotated[RelationshipId | User | None, Field(alias="createdBy")] = None
    last_modified_by: Annotated[RelationshipId | User | None, Field(alias="lastModifiedBy")] = None
    email: str | None = None
    phone: str | None = None
    insurance_policies: Annotated[list[OtherDocument] | None, Field(alias="insurancePolicies")] = None
    tenants: list[OtherDocument] | None = None
    consumer_status: Annotated[Open[CustomerConsumerStatus, str] | None, Field(alias="consumerStatus")] = None
    consumer_first_name: Annotated[str | None, Field(alias="consumerFirstName")] = None
    consumer_middle_name: Annotated[str | None, Field(alias="consumerMiddleName")] = None
    consumer_last_name: Annotated[str | None, Field(alias="consumerLastName")] = None
    consumer_suffix: Annotated[str | None, Field(alias="consumerSuffix")] = None
    consumer_date_of_birth: Annotated[str | None, Field(alias="consumerDateOfBirth")] = None
    consumer_education_level: Annotated[str | None, Field(alias="consumerEducationLevel")] = None
    consumer_vehicles: Annotated[list[RelationshipId | Vehicle] | None, Field(alias="consumerVehicles")] = None
    consumer_phone_type: Annotated[str | None, Field(alias="consumerPhoneType")] = None
    consumer_drivers_license: Annotated[str | None, Field(alias="consumerDriversLicense")] = None
    consumer_drivers_license_state: Annotated[str | None, Field(alias="consumerDriversLicenseState")] = None
    consumer_drivers_license_number: Annotated[str | None, Field(alias="consumerDriversLicenseNumber")] = None
    consumer_drivers_license_exp: Annotated[str | None, Field(alias="consumerDriversLicenseExp")] = None
    consumer_drivers_license_expiration: Annotated[str | None, Field(alias="consumerDriversLicenseExpiration")] = None
    consumer_pre_approvals: Annotated[
        list[RelationshipId | PreApproval] | None, Field(alias="consumerPreApprovals")
    ] = None
    consumer_get_pre_approved: Annotated[str | None, Field(alias="consumerGetPreApproved")] = None
    consumer_provide_proof_of_insurance: Annotated[str | None, Field(alias="consumerProvideProofOfInsurance")] = None
    consumer_login_to_bank: Annotated[str | None, Field(alias="consumerLoginToBank")] = None
    consumer_connect_car: Annotated[str | None, Field(alias="consumerConnectCar")] = None
    consumer_provide_proof_of_income: Annotated[str | None, Field(alias="consumerProvideProofOfIncome")] = None
    consumer_consumer_id: Annotated[str | None, Field(alias="consumerConsumerId")] = None
    consumer_credit_application_id: Annotated[str | None, Field(alias="consumerCreditApplicationId")] = None
    deals2: list[OtherDocument] | None = None
    consumer_social_security: Annotated[str | None, Field(alias="consumerSocialSecurity")] = None
    consumer_drivers_licence_state: Annotated[str | None, Field(alias="consumerDriversLicenceState")] = None
    consumer_income: Annotated[int | float | None, Field(alias="consumerIncome")] = None
    consumer_income_interval: Annotated[str | None, Field(alias="consumerIncomeInterval")] = None
    consumer_employment_status_code: Annotated[str | None, Field(alias="consumerEmploymentStatusCode")] = None
    consumer_employment_duration: Annotated[int | float | None, Field(alias="consumerEmploymentDuration")] = None
    consumer_employer_name: Annotated[str | None, Field(alias="consumerEmployerName")] = None
    consumer_employer_phone: Annotated[str | None, Field(alias="consumerEmployerPhone")] = None
    consumer_employment_title: Annotated[str | None, Field(alias="consumerEmploymentTitle")] = None
    consumer_previous_employer_name: Annotated[str | None, Field(alias="consumerPreviousEmployerName")] = None
    consumer_previous_employer_phone: Annotated[str | None, Field(alias="consumerPreviousEmployerPhone")] = None
    consumer_previous_employment_title: Annotated[str | None, Field(alias="consumerPreviousEmploymentTitle")] = None
    consumer_previous_employment_duration: Annotated[
        int | float | None, Field(alias="consumerPreviousEmploymentDuration")
    ] = None
    consumer_previous_employmentincome: Annotated[
        int | float | None, Field(alias="consumerPreviousEmploymentincome")
    ] = None
    consumer_time_at_residence: Annotated[int | float | None, Field(alias="consumerTimeAtResidence")] = None
    consumer_previous_address_line1: Annotated[str | None, Field(alias="consumerPreviousAddressLine1")] = None
    consumer_previous_address_line2: Annotated[str | None, Field(alias="consumerPreviousAddressLine2")] = None
    consumer_previous_address_city: Annotated[str | None, Field(alias="consumerPreviousAddressCity")] = None
    consumer_previous_address_state: Annotated[str | None, Field(alias="consumerPreviousAddressState")] = None
    consumer_previous_zip: Annotated[str | None, Field(alias="consumerPreviousZip")] = None
    consumer_previous_address_duration: Annotated[
        int | float | None, Field(alias="consumerPreviousAddressDuration")
    ] = None
    consumer_residence_type: Annotated[str | None, Field(alias="consumerResidenceType")] = None
    consumer_rent_mortgage: Annotated[int | float | None, Field(alias="consumerRentMortgage")] = None
    consumer_other_income_description: Annotated[str | None, Field(alias="consumerOtherIncomeDescription")] = None
    consumer_other_income_amount: Annotated[int | float | None, Field(alias="consumerOtherIncomeAmount")] = None
    consumer_lead_source: Annotated[
        list[Open[CustomerConsumerLeadSource, str]] | None, Field(alias="consumerLeadSource")
    ] = None
    company_name: Annotated[str | None, Field(alias="companyName")] = None
    company_dealer_deals: Annotated[list[OtherDocument] | None, Field(alias="companyDealerDeals")] = None
    company_deals_facilitated: Annotated[list[OtherDocument] | None, Field(alias="companyDealsFacilitated")] = None
    company_insurance_quotes: Annotated[list[OtherDocument] | None, Field(alias="companyInsuranceQuotes")] = None
    company_type: Annotated[list[Open[CustomerCompanyType, str]] | None, Field(alias="companyType")] = None
    company_website: Annotated[str | None, Field(alias="companyWebsite")] = None
    company_stripe_connect_link: Annotated[str | None, Field(alias="companyStripeConnectLink")] = None
    company_customer_portal_link: Annotated[str | None, Field(alias="companyCustomerPortalLink")] = None
    company_service_quotes: Annotated[list[OtherDocument] | None, Field(alias="companyServiceQuotes")] = None
    company_service_orders: Annotated[str | None, Field(alias="companyServiceOrders")] = None
    company_service_quotes_partners: Annotated[
        list[OtherDocument] | None, Field(alias="companyServiceQuotesPartners")
    ] = None
    company_visibility: Annotated[str | None, Field(alias="companyVisibility")] = None
    company_tenants2: Annotated[list[OtherDocument] | None, Field(alias="companyTenants2")] = None
    company_customer: Annotated[list[RelationshipId | Customer] | None, Field(alias="companyCustomer")] = None
    company_trades: Annotated[list[RelationshipId | Trade] | None, Field(alias="companyTrades")] = None
    company_tenants3: Annotated[list[OtherDocument] | None, Field(alias="companyTenants3")] = None
    company_partner_brand: Annotated[OtherDocument | None, Field(alias="companyPartnerBrand")] = None
    company_deals3: Annotated[list[OtherDocument] | None, Field(alias="companyDeals3")] = None
    company_route_one_dealer: Annotated[str | None, Field(alias="companyRouteOneDealer")] = None
    company_transport_service_orders: Annotated[
        list[OtherDocument] | None, Field(alias="companyTransportServiceOrders")
    ] = None


class Template(Model):
    """A prepared message."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    used_by: Annotated[list[RelationshipId | SalesRep] | None, Field(alias="usedBy")] = None
    message: str | None = None
    sequence: int | float | None = None
    type: Open[TemplateType, str] | None = None
    choice: Open[TemplateChoice, str] | None = None
    messages: list[RelationshipId | Message] | None = None
    subject: str | None = None


class Vehicle(Model):
    """A vehicle, whoever owns it."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    name: str | None = None
    vin: str | None = None
    customer: RelationshipId | Customer | None = None
    status: list[Open[VehicleStatus, str]] | None = None
    deals: list[OtherDocument] | None = None
    year: str | None = None
    make: str | None = None
    model: str | None = None
    trim: str | None = None
    style: str | None = None
    body: str | None = None
    drivetrain: str | None = None
    engine: str | None = None
    transmission: str | None = None
    interior: str | None = None
    exterior: str | None = None
    listings: list[OtherDocument] | None = None
    service_quotes: Annotated[list[OtherDocument] | None, Field(alias="serviceQuotes")] = None
    tenant: OtherDocument | None = None
    trades: list[RelationshipId | Trade] | None = None
    created_by: Annotated[RelationshipId | User | None, Field(alias="createdBy")] = None
    transport_service_orders: Annotated[str | None, Field(alias="transportServiceOrders")] = None
    transport_service_orders2: Annotated[list[OtherDocument] | None, Field(alias="transportServiceOrders2")] = None


class User(Model):
    """A user of the system."""

    id: DocumentId
    updated_at: Annotated[str, Field(alias="updatedAt")]
    created_at: Annotated[str, Field(alias="createdAt")]
    enable_api_key: Annotated[bool | None, Field(alias="enableAPIKey")] = None
    api_key: Annotated[str | None, Field(alias="apiKey")] = None
    api_key_index: Annotated[str | None, Field(alias="apiKeyIndex")] = None
    email: str
    reset_password_token: Annotated[str | None, Field(alias="resetPasswordToken")] = None
    reset_password_expiration: Annotated[str | None, Field(alias="resetPasswordExpiration")] = None
    salt: str | None = None
    hash: str | None = None
    login_attempts: Annotated[int | float | None, Field(alias="loginAttempts")] = None
    lock_until: Annotated[str | None, Field(alias="lockUntil")] = None
    password: str | None = None
    """Only ever written; no answer has it."""


class Where(Model):
    """A filter: a condition for each field by its name, all of which have to hold. A field of a
    related document is named with a dot, as in `salesRep.name`.
    """

    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, WhereCondition] = Field(init=False)

    and_: Annotated[Omittable[list[Where]], Field(alias="and")] = None
    """Filters that all have to match."""

    or_: Annotated[Omittable[list[Where]], Field(alias="or")] = None
    """Filters of which one has to match."""


class WhereCondition(Model):
    """What a field has to be. Several operators have to hold together."""

    equals: Omittable[str | int | float | bool] = None
    """Has this value."""

    not_equals: Omittable[str | int | float | bool] = None
    """Has another value, or none."""

    in_: Annotated[Omittable[list[str | int | float | bool]], Field(alias="in")] = None
    """Has one of these values."""

    not_in: Omittable[list[str | int | float | bool]] = None
    """Has none of these values."""

    exists: Omittable[bool] = None
    """Has a value at all, or has none."""

    greater_than: Omittable[str | int | float] = None
    greater_than_equal: Omittable[str | int | float] = None
    less_than: Omittable[str | int | float] = None
    less_than_equal: Omittable[str | int | float] = None
    like: Omittable[str] = None
    """Holds each of these words, in any order and letter case."""

    not_like: Omittable[str] = None
    """Has text, but not this one in it, in any letter case."""

    contains: Omittable[str] = None
    """Holds this text, in any letter case."""


class LeadList(Model):
    """One page of leads."""

    docs: list[Lead]
    total_docs: Annotated[int, Field(alias="totalDocs")]
    """How many leads match, on all pages."""

    limit: int
    """How many leads a page holds; 0 when all are on one page."""

    total_pages: Annotated[int, Field(alias="totalPages")]
    page: int
    """The number of this page, counted from 1."""

    paging_counter: Annotated[int, Field(alias="pagingCounter")]
    """The number of the first lead on this page, counted from 1 through all pages."""

    has_prev_page: Annotated[bool, Field(alias="hasPrevPage")]
    has_next_page: Annotated[bool, Field(alias="hasNextPage")]
    prev_page: Annotated[int | None, Field(alias="prevPage")]
    next_page: Annotated[int | None, Field(alias="nextPage")]


class LeadCount(Model):
    total_docs: Annotated[int, Field(alias="totalDocs")]
    """How many leads match."""


class LeadCreateResponse(Model):
    doc: Lead
    message: str
    """What was done, in words."""


class LeadUpdateResponse(Model):
    doc: Lead
    message: str
    """What was done, in words."""


class LeadDeleteResponse(Model):
    doc: Lead
    message: str
    """What was done, in words."""


class LeadBulkResponse(Model):
    """What became of each lead that matched a filter."""

    docs: list[Lead]
    """The leads that were changed or deleted."""

    errors: list[LeadBulkError]
    """The leads that were refused, and why."""

    message: str
    """What was done, in words."""


class LeadBulkError(Model):
    id: DocumentId
    is_public: Annotated[Omittable[bool], Field(alias="isPublic")] = None
    message: str


class ErrorResponse(Model):
    errors: list[ErrorDetail]


class ErrorDetail(Model):
    message: str
    name: Omittable[str] = None
    """The kind of error, such as `ValidationError` or `QueryError`."""

    data: Omittable[ValidationErrorData | list[QueryErrorPath]] = None
    """What is wrong with the body, or which paths of a filter are."""


class ValidationErrorData(Model):
    id: Omittable[DocumentId] = None
    """The id of the document that was not changed; not there when one was to be created."""

    collection: str
    errors: list[FieldError]


class FieldError(Model):
    label: Omittable[str] = None
    """The field as people know it."""

    message: str
    path: str
    """The field as the API knows it."""


class QueryErrorPath(Model):
    path: str
    """The field, and the operator if that is what is wrong."""


RelationshipId: TypeAlias = int | str
"""The id of a related document."""

DocumentId: TypeAlias = str | int
"""The id of a document."""

OtherDocument: TypeAlias = RelationshipId | dict[str, Any]
"""A document of a collection that is not described here, by its id or as a whole."""
